import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { RewindTarget } from '../../../preload/protocol/timeline.ts'
import { destinationOf } from '../agents/destination.ts'
import { findMark, findMarkBefore } from '../agents/find-mark.ts'
import { previewRewind } from '../agents/preview-rewind.ts'
import { rewind as rewindTo } from '../agents/rewinding.ts'
import { stopRun } from '../agents/runs.ts'
import { agentOf, type Project } from '../project.ts'
import type { Command, CommandFault } from './command.ts'
import { badArgument } from './parse.ts'

const mostWords = 50

export const rewind: Command = {
  name: 'rewind',
  usage: '/rewind [label] [--files] [--branch] [--undo]',
  summary: 'Go back to a mark; --files: with the files of then; --branch: with the branch; --undo: where you were',
  options: { files: { type: 'boolean' }, branch: { type: 'boolean' }, undo: { type: 'boolean' } },
  words: [0, mostWords],
  async run(project, { agentId, words, options }) {
    const label = words.length === 0 ? null : words.join(' ')
    if (options.undo && label !== null) {
      return fail(badArgument(rewind, 'an undo goes back to where you were and takes no label'))
    }
    const agent = agentOf(project, agentId)
    if (options.branch && !agent.ownWorktree) return fail({ kind: 'branch-not-own', name: agent.name })
    const to = await targetOf(project, agentId, label, options.undo === true)
    if (!to.ok) return to
    const whole = await wholeUndo(project, agentId, to.value)
    const wish = { files: options.files === true || whole.files, branch: options.branch === true || whole.branch }
    if (!wish.files && !wish.branch)
      return done(await rewindTo(project, agentId, { to: to.value, ...wish, present: null }))
    await stopRun(project, agentId)
    // what files would change is for a person to see first (SPEC section 3)
    const seen = await previewRewind(project, agentId, to.value)
    if (!seen.ok) return seen
    const { files, blocked, present, commits, branch } = seen.value
    // it cannot be had: the rewind says why
    if (wish.branch && branch === null)
      return done(await rewindTo(project, agentId, { to: to.value, ...wish, present }))
    const plain = blocked.length === 0 && (!wish.files || files.length === 0) && (!wish.branch || commits.length === 0)
    if (plain) return done(await rewindTo(project, agentId, { to: to.value, ...wish, present }))
    return ok({ text: null, view: null, ask: { kind: 'rewind', agentId, to: to.value, ...wish } })
  },
}

async function targetOf(
  project: Project,
  agentId: string,
  label: string | null,
  undo: boolean,
): Promise<Result<RewindTarget, CommandFault>> {
  if (undo) return ok({ kind: 'undo' })
  const mark = label === null ? await findMarkBefore(project, agentId) : await findMark(project, agentId, label)
  return mark.ok ? ok({ kind: 'place', id: mark.value.id }) : mark
}

/** An undo of a rewind that brought files back brings those back that it took. */
async function wholeUndo(
  project: Project,
  agentId: string,
  to: RewindTarget,
): Promise<{ files: boolean; branch: boolean }> {
  if (to.kind !== 'undo') return { files: false, branch: false }
  const found = await destinationOf(project, agentId, to)
  return { files: found.ok && 'snapshot' in found.value.files, branch: found.ok && found.value.movesBranch }
}

const done = <F>(result: Result<void, F>): Result<{ text: null; view: null }, F> =>
  result.ok ? ok({ text: null, view: null }) : result
