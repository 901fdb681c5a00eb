import { Chevron } from './Chevron.tsx'
import { useFold } from './folds.ts'
import { Markdown } from './Markdown.tsx'

/** The summary of the model's reasoning: one faint line, so that nothing moves while it grows. */
export function Reasoning({ foldKey, text, thinking }: { foldKey: string; text: string; thinking: boolean }) {
  const [out, turn] = useFold(`${foldKey}/reasoning`)
  return (
    <div className="reasoning">
      <button type="button" className="reasoning-line" aria-expanded={out} onClick={turn}>
        <Chevron out={out} />
        <span>{thinking ? 'Thinking' : 'Thought'}</span>
        {!out && <span className="reasoning-about">{topic(text)}</span>}
      </button>
      {out && (
        <div className="reasoning-text">
          <Markdown text={text} growing={thinking} />
        </div>
      )}
    </div>
  )
}

/** What the reasoning is about by now: its newest heading, else its newest line. */
function topic(text: string): string {
  const heading = [...text.matchAll(/^\s*(?:#+ (.+)|\*\*(.+?)\*\*)\s*$/gm)].at(-1)
  const line = text.trimEnd().split('\n').at(-1) ?? ''
  return (heading?.[1] ?? heading?.[2] ?? line).replace(/[*`#]/g, '').trim()
}
