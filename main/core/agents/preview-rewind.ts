import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import type { CommitLine } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { RewindPreview, RewindTarget } from '../../../preload/protocol/timeline.ts'
import { branchOf } from '../git/head.ts'
import { commitLines } from '../git/merge/commit-lines.ts'
import { previewRestore } from '../git/preview-restore.ts'
import { agentOf, type Project } from '../project.ts'
import { changedOutside } from './changed-outside.ts'
import { destinationOf } from './destination.ts'
import { restoreOf } from './rewinding.ts'
import { sharingWith } from './sharing.ts'

type PreviewFault = DeclaredFault<'rewind.preview'>

/** What a rewind with files would do, computed without touching anything. */
export async function previewRewind(
  project: Project,
  agentId: string,
  to: RewindTarget,
): Promise<Result<RewindPreview, PreviewFault>> {
  const found = await destinationOf(project, agentId, to)
  if (!found.ok) return found
  const { files, name, place } = found.value
  if ('missing' in files) return fail({ kind: 'no-snapshot', name, why: files.missing })
  const agent = agentOf(project, agentId)
  const seen = await project.write((git) => previewRestore(git, restoreOf(project, agent.directory, files)))
  if (!seen.ok) return seen
  const elsewhere = await changedOutside(project, agentId, { place: place?.id ?? null, present: seen.value.tree })
  if (!elsewhere.ok) return elsewhere
  const commits = await commitsLost(project, agentId, files.head)
  if (!commits.ok) return commits
  const { branch, head } = files
  const isOn = agent.ownWorktree && branch === (await branchOf(project.git, agent.directory))
  return ok({
    name,
    present: seen.value.tree,
    files: seen.value.files,
    byOthers: seen.value.files.map(({ path }) => path).filter((path) => elsewhere.value.has(path)),
    blocked: seen.value.blocked,
    leftOut: files.leftOut,
    commits: commits.value,
    shared: sharingWith(project, agentId).map((other) => other.name),
    branch: isOn && branch !== null && head !== null ? { name: branch, to: head } : null,
  })
}

async function commitsLost(
  project: Project,
  agentId: string,
  head: string | null,
): Promise<Result<CommitLine[], PreviewFault>> {
  const { ownWorktree, directory } = agentOf(project, agentId)
  if (!ownWorktree || head === null) return ok([])
  return commitLines(project.git, directory, { range: [`${head}..HEAD`], base: null })
}
