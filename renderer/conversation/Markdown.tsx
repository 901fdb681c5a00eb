import { memo, useMemo, useRef } from 'react'
import { useLeading } from '../memory/use-leading.ts'
import { type Blocks, cutBlocks, openFence } from './markdown-blocks.ts'
import { cleanHtml } from './markdown-clean.ts'
import './markdown.css'
import './code.css'

const colouredWhileGrowing = 6_000

/** Markdown as a document. While it is `growing` only its last blocks are read again. */
export function Markdown({ text, growing }: { text: string; growing: boolean }) {
  const before = useRef<Blocks | undefined>(undefined)
  // The blocks of the frame before are only a shortcut: without them the result is the same.
  const blocks = useMemo(() => cutBlocks(text, before.current), [text])
  before.current = blocks
  const last = blocks.sources.length - 1
  return (
    <div className="md">
      {blocks.sources.map((source, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever added behind; the place is the identity
        <Block key={index} source={source} unfinished={growing && index === last && openFence(source)} />
      ))}
    </div>
  )
}

const Block = memo(function Block({ source, unfinished }: { source: string; unfinished: boolean }) {
  const long = unfinished && source.length > colouredWhileGrowing
  const names = useLeading(source)
  const html = useMemo(() => (long ? '' : cleanHtml(source, names)), [source, long, names])
  if (long) return <OpenCode source={source} />
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned twice, see markdown-clean.ts
  return <div className="md-block" dangerouslySetInnerHTML={{ __html: html }} />
})

/** Code whose fence is still open, without colours: it is drawn again for every piece of it that comes. */
function OpenCode({ source }: { source: string }) {
  const begin = source.indexOf('\n')
  const name = source.slice(0, begin).replace(/^[\s`~]+/, '')
  return (
    <div className="md-block">
      <div className="md-code">
        <div className="md-code-bar">
          <span>{name.trim() || 'text'}</span>
          <button type="button" className="md-copy">
            Copy
          </button>
        </div>
        <pre>
          <code>{source.slice(begin + 1)}</code>
        </pre>
      </div>
    </div>
  )
}
