import type { Agent } from '../../preload/protocol/state.ts'
import type { RewindPreview } from '../../preload/protocol/timeline.ts'
import { ChangedFiles } from '../git/ChangedFiles.tsx'
import { CommitList } from '../git/CommitList.tsx'
import { counted, linesOf } from '../git/change-words.ts'
import { Lines } from '../git/Lines.tsx'
import { Button } from '../ui/Button.tsx'
import { LongList } from '../ui/LongList.tsx'
import { type Goal, rewindWords, type Wanted } from './rewind-words.ts'
import '../git/warn-card.css'
import './rewind.css'

type Props = {
  agent: Agent
  goal: Goal
  preview: RewindPreview
  wanted: Wanted
  /** What stands in the way. */
  why: string | null
  again: () => void
}

/** What a rewind would change, what it would take from somebody, and what it does not bring back. */
export function RewindBody({ agent, goal, preview, wanted, why, again }: Props) {
  const { files, byOthers, leftOut, commits } = preview
  const others = new Set(byOthers)
  // What somebody else did is what to look at first.
  const sorted = files.toSorted((a, b) => Number(others.has(b.path)) - Number(others.has(a.path)))
  return (
    <>
      <ul className="git-facts">
        {rewindWords(agent.name, goal, preview, wanted).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {why === null ? null : (
        <section className="warn-card" aria-label="In the way">
          <div className="warn-card-head">
            <p role="alert">{why}</p>
            <Button onClick={again}>Check again</Button>
          </div>
        </section>
      )}
      {wanted.files && byOthers.length > 0 ? (
        <section className="warn-card" aria-label="Changed by others">
          <p>
            {counted(byOthers.length, 'file')} changed while {agent.name} was not working: by you, or by another agent.
            {byOthers.length === 1 ? ' It is' : ' They are'} named below.
          </p>
        </section>
      ) : null}
      {wanted.files && files.length > 0 ? (
        <section className="git-box" aria-label="Files to restore">
          <h3 className="git-box-head">
            {counted(files.length, 'file')}, from now to then <Lines {...linesOf(files)} />
          </h3>
          <ChangedFiles
            label="Files to restore"
            files={sorted}
            notes={new Map(byOthers.map((path) => [path, 'not by this agent']))}
          />
        </section>
      ) : null}
      {wanted.files && leftOut.length > 0 ? (
        <section className="git-box" aria-label="Not brought back">
          <h3 className="git-box-head">{counted(leftOut.length, 'file')} not brought back</h3>
          <LongList className="rewind-left" label="Not brought back" items={leftOut} keyOf={({ path }) => path}>
            {({ path, why: reason }) => (
              <div className="rewind-left-file" title={path}>
                <code>{path}</code>
                <span>{reason}</span>
              </div>
            )}
          </LongList>
        </section>
      ) : null}
      {wanted.branch && commits.length > 0 ? (
        <section className="git-box" aria-label="Commits that the branch loses">
          <h3 className="git-box-head">
            {counted(commits.length, 'commit')} that the branch loses <Lines {...linesOf(commits)} />
          </h3>
          <CommitList commits={commits} />
        </section>
      ) : null}
    </>
  )
}
