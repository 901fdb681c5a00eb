import { useHost } from '../state/use.ts'
import { openDocument } from './deeds.ts'
import { documentNamed } from './find.ts'

type Pulled = Readonly<Record<string, { number: number; version: number }>>

/**
 * A reference in a text, `#mem-187`. It opens the document where there is one:
 * at the version that was pulled in for it, which it then says, else the newest.
 */
export function MemoryReference({ text, pulled }: { text: string; pulled: Pulled }) {
  const name = text.replace(/^#mem-/, '')
  const then = Object.hasOwn(pulled, name) ? pulled[name] : undefined
  const now = useHost(({ memory }) => documentNamed(memory, name)?.number) ?? null
  const number = then?.number ?? now
  if (number === null) return text
  return (
    <button type="button" className="memory-reference" onClick={() => openDocument(number, then?.version ?? null)}>
      {text}
      {then ? ` v${then.version}` : null}
    </button>
  )
}
