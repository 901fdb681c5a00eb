import type { MergePreview } from '../../../preload/protocol/git.ts'
import type { Project } from '../project.ts'
import { readLandings } from '../store/merges.ts'

type Landing = Pick<Project, 'database' | 'info' | 'reads'>

/**
 * Whether a branch was merged, as it is now, into one that still has it. Whoever
 * sent its work there has decided where it goes: closing does not merge it into
 * the base as well.
 */
export async function hasLanded(project: Landing, source: string, sourceId: string): Promise<boolean> {
  const { database, info, reads } = project
  const landings = await readLandings(database, info.id, { source, sourceId })
  if (landings.length === 0) return false
  const at = await reads.refs(
    info.path,
    landings.map(({ target }) => `refs/heads/${target}`),
  )
  for (const [index, id] of at.ok ? at.value.entries() : []) {
    const after = landings[index]?.after ?? null
    if (id === null) continue
    if ((await has(project, id, sourceId)) || (after !== null && (await has(project, id, after)))) return true
  }
  return false
}

/**
 * Whether a squash or a rebase has brought this commit into the target, which
 * still has what was written then. git sees other commits there, and would merge
 * it once more.
 */
export async function landedAnew(
  project: Landing,
  { source, sourceId, target, targetId }: Pick<MergePreview, 'source' | 'sourceId' | 'target' | 'targetId'>,
): Promise<boolean> {
  for (const landing of await readLandings(project.database, project.info.id, { source, sourceId })) {
    const { after } = landing
    if (landing.target === target && after !== null && (await has(project, targetId, after))) return true
  }
  return false
}

async function has({ info, reads }: Landing, tip: string, commit: string): Promise<boolean> {
  const base = await reads.mergeBase(info.path, [commit, tip])
  return base.ok && base.value === commit
}
