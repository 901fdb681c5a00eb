import { type ReactNode, useState } from 'react'
import type { MergePreview, MergeStrategy } from '../../preload/protocol/git.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { ChangedFiles } from '../git/ChangedFiles.tsx'
import { CommitList } from '../git/CommitList.tsx'
import { counted, linesOf } from '../git/change-words.ts'
import { Lines } from '../git/Lines.tsx'
import { Uncommitted } from '../git/Uncommitted.tsx'
import { Icon } from '../ui/Icon.tsx'
import { BroughtDialog } from './BroughtDialog.tsx'
import { Conflicts } from './Conflicts.tsx'
import { HindranceCard } from './HindranceCard.tsx'
import { verdictLine, verdictOf } from './verdict.ts'

type Props = {
  agent: Agent
  called: string
  preview: MergePreview
  /** The way of merging that the preview does not know yet. */
  checking: MergeStrategy | null
  closes: boolean
  again: () => void
  onStrategy: (strategy: MergeStrategy) => void
}

/** What a merge would bring, and what stands in its way. */
export function MergeBody({ agent, called, preview, checking, closes, again, onStrategy }: Props) {
  const { commits, files, conflicts, hindrances, uncommitted, targetId, leftOut } = preview
  const [shown, setShown] = useState<string | null>(null)
  const own = commits.filter(({ inherited }) => !inherited)
  const inherited = commits.filter((commit) => commit.inherited)
  const tone = conflicts.length > 0 ? 'warn' : verdictOf(preview, called).tone === 'none' ? 'none' : 'ok'

  return (
    <>
      <p className="merge-verdict" role="status">
        {checking === null ? (
          <>
            <b data-tone={tone}>{verdictLine(preview, agent.name, called)}</b> checked against{' '}
            <code>{targetId.slice(0, 7)}</code>
          </>
        ) : (
          <span className="merge-checking">Checking the {checking}</span>
        )}
      </p>
      {conflicts.length > 0 ? (
        <Conflicts preview={preview} name={agent.name} called={called} onStrategy={onStrategy} />
      ) : null}
      {commits.length > 0 ? (
        <section className="git-box merge-brings" aria-label="What it brings">
          {own.length > 0 ? <CommitList commits={own} leftOut={leftOut} /> : null}
          {inherited.length > 0 ? (
            <Fold
              words={`${counted(inherited.length, own.length > 0 ? 'more commit' : 'commit')} it only inherited${agent.base === null ? '' : ` from ${agent.base}`}`}
              lines={linesOf(inherited)}
            >
              <CommitList label="Inherited commits" commits={inherited} leftOut={leftOut} />
            </Fold>
          ) : null}
          <Fold words={counted(files.length, 'file')} lines={linesOf(files)}>
            <ChangedFiles
              label="Changed files"
              files={files}
              conflicts={conflicts}
              onOpen={({ path }) => setShown(path)}
            />
          </Fold>
        </section>
      ) : null}
      {hindrances.map((hindrance) => (
        <HindranceCard
          key={JSON.stringify(hindrance)}
          hindrance={hindrance}
          strategy={preview.strategy}
          called={called}
          again={again}
          onStrategy={onStrategy}
        />
      ))}
      {uncommitted.length > 0 ? (
        <Uncommitted
          agent={agent}
          files={uncommitted}
          fate={fateOf(agent.name, uncommitted.length, closes)}
          first={hindrances.length === 0 && conflicts.length === 0}
          onCommitted={again}
        />
      ) : null}
      {shown === null ? null : (
        <BroughtDialog agent={agent} called={called} preview={preview} first={shown} onClose={() => setShown(null)} />
      )}
    </>
  )
}

function fateOf(name: string, count: number, closes: boolean): string {
  const what = `${counted(count, 'file')} in ${name} ${count === 1 ? 'is' : 'are'} not committed and would stay behind`
  return closes ? `${what}; closing keeps ${count === 1 ? 'it' : 'them'} in a snapshot only.` : `${what}.`
}

type FoldProps = { words: string; lines: { added: number; removed: number }; children: ReactNode }

function Fold({ words, lines, children }: FoldProps) {
  const [open, setOpen] = useState(false)
  return (
    <div className="merge-fold">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="fold" />
        <span>{words}</span>
        <Lines {...lines} />
      </button>
      {open ? children : null}
    </div>
  )
}
