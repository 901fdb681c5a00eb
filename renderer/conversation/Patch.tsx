import { useMemo, useState } from 'react'
import { highlight, languageOf } from './highlight.ts'
import { type PatchLine, patchLines } from './patch.ts'
import './code.css'
import './patch.css'

const atFirst = 120
const atOnce = 2_000
const colouredLines = 600

/** A unified diff, drawn as one. A long one is cut until more is asked for. */
export function Patch({ path, patch }: { path: string; patch: string }) {
  const lines = useMemo(() => patchLines(patch), [patch])
  const [shown, setShown] = useState(atFirst)
  const language = lines.length <= colouredLines ? languageOf(path) : null
  if (lines.length === 0) return <p className="detail-none">The change is too large to show.</p>
  const more = Math.min(lines.length - shown, atOnce)
  return (
    <section className="patch" aria-label={`Changes in ${path}`}>
      <table>
        <tbody>
          {lines.slice(0, shown).map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a patch never changes
            <Line key={index} line={line} language={language} />
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <button type="button" className="link" onClick={() => setShown(shown + atOnce)}>
          {more === lines.length - shown
            ? `Show all ${lines.length} lines`
            : `Show ${more} more of ${lines.length} lines`}
        </button>
      )}
    </section>
  )
}

function Line({ line, language }: { line: PatchLine; language: string | null }) {
  if (line.sign === '@')
    return (
      <tr className="patch-gap">
        <td colSpan={2} />
        <td>{line.text}</td>
      </tr>
    )
  return (
    <tr data-sign={line.sign}>
      <td className="patch-number">{line.sign === '-' ? line.old : line.new}</td>
      <td className="patch-sign">{line.sign === '-' ? '−' : line.sign}</td>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: highlight() escapes all that it is given */}
      <td className="patch-text" dangerouslySetInnerHTML={{ __html: highlight(line.text, language, 1_000) }} />
    </tr>
  )
}
