import { memo, useMemo, useRef } from 'react'
import { type Blocks, cutBlocks, openFence } from './markdown-blocks.ts'
import { cleanHtml } from './markdown-clean.ts'
import './markdown.css'
import './code.css'

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
  const html = useMemo(() => cleanHtml(source, unfinished), [source, unfinished])
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned twice, see markdown-clean.ts
  return <div className="md-block" dangerouslySetInnerHTML={{ __html: html }} />
})
