import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import type { ClosePreview } from '../../../preload/protocol/git.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import { checkedOutAt } from '../git/checked-out-at.ts'
import { findIgnored } from '../git/ignored-files.ts'
import { changesAt } from '../git/merge/changes-at.ts'
import { hoverVerdict } from '../git/merge/verdict.ts'
import { agentOf, type Project } from '../project.ts'
import { readKept } from '../store/closed-agents.ts'
import { type Standing, standingOf, unmergedOf } from './standing.ts'

const untouched: ClosePreview = {
  ...{ folder: null, branch: null, deletes: false, target: null },
  ...{ unmerged: [], conflicts: [], uncommitted: [], unkept: [] },
}

/** What closing an agent would merge, remove and keep. Touches nothing. */
export async function previewClose(
  project: Project,
  agentId: string,
): Promise<Result<ClosePreview, DeclaredFault<'close.preview'>>> {
  const { git, info, database } = project
  const agent = agentOf(project, agentId)
  if (!agent.ownWorktree) return ok(untouched)
  const standing = await standingOf(git, info.path, agent)
  if (!standing.ok) return standing
  const { place, branch, target } = standing.value
  const there = place === 'there'
  const [kept, unmerged, uncommitted, ignored] = await Promise.all([
    readKept(database, agentId),
    unmergedOf(project, standing.value),
    there ? changesAt(git, agent.directory) : ok([]),
    there ? findIgnored(git, { repository: info.path, path: agent.directory }) : ok({ unkept: [] }),
  ])
  if (!unmerged.ok) return unmerged
  if (!uncommitted.ok) return uncommitted
  if (!ignored.ok) return ignored
  const conflicts = unmerged.value.length > 0 ? await conflictsOf(project, standing.value) : ok([])
  if (!conflicts.ok) return conflicts
  return ok({
    folder: there ? agent.directory : null,
    branch,
    deletes: kept?.madeBranch === true && branch !== null && kept.branch === branch,
    target: branch === null ? null : (target?.name ?? null),
    unmerged: unmerged.value,
    conflicts: conflicts.value,
    uncommitted: uncommitted.value,
    unkept: ignored.value.unkept,
  })
}

async function conflictsOf(
  { git, info, verdicts }: Project,
  { branch, target }: Standing,
): Promise<Result<string[], DeclaredFault<'close.preview'>>> {
  if (branch === null || target === null) return ok([])
  const targetAt = await checkedOutAt(git, info.path, target.name)
  if (!targetAt.ok) return targetAt
  const sides = { repository: info.path, source: branch, target: target.name, targetAt: targetAt.value }
  const verdict = await hoverVerdict(git, verdicts, { ...sides, strategy: 'merge' })
  if (!verdict.ok) return verdict.fault.kind === 'branch-missing' ? ok([]) : verdict
  const { outcome } = verdict.value
  return ok(outcome.kind === 'conflicts' ? outcome.files : [])
}
