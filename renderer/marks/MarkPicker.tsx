import { useMemo } from 'react'
import type { Agent } from '../../preload/protocol/state.ts'
import { useTimeline } from '../state/timeline.ts'
import { closeDialog, openAsk, question } from '../state/view.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { type Choice, PickList } from '../ui/PickList.tsx'
import { rewind } from './deeds.ts'
import { pickable } from './pickable.ts'
import { timeOf } from './place-words.ts'
import './mark-picker.css'

/** Finds a mark by a few letters of its label and goes back to it: those on the path first, the nearest at the top. */
export function MarkPicker({ agent }: { agent: Agent }) {
  const places = useTimeline(agent.id, ({ open }) => open?.places ?? null)
  const choices = useMemo(
    () =>
      pickable(places ?? new Map(), { place: agent.place, head: agent.head }).map(
        ({ place: { id, label, at }, onPath, follows }): Choice => ({
          id,
          label,
          also: follows,
          group: onPath ? 'On this path' : 'On other paths',
          lead: <span className="pick-mark" data-lost={!onPath || undefined} aria-hidden="true" />,
          tail: (
            <>
              {follows} <time>{timeOf(at, Date.now())}</time>
            </>
          ),
        }),
      ),
    [places, agent.place, agent.head],
  )

  const pick = ({ id }: Choice, files: boolean) => {
    closeDialog()
    const to = { kind: 'place', id } as const
    if (files) openAsk(question({ kind: 'rewind', agentId: agent.id, to, files, branch: false }))
    else void rewind(agent.id, id)
  }

  return (
    <Dialog title="Rewind to a mark" place="high" bare onClose={closeDialog}>
      <PickList
        label="Mark"
        placeholder="Rewind to a mark"
        none={choices.length === 0 ? 'There are no marks yet.' : 'No mark is called that.'}
        choices={choices}
        onPick={pick}
      />
      {choices.length === 0 ? null : (
        <p className="pick-foot" aria-hidden="true">
          <Kbd keys={['Enter']} /> rewinds the conversation <Kbd keys={['Ctrl', 'Enter']} /> files too
        </p>
      )}
    </Dialog>
  )
}
