import { isDeepStrictEqual } from 'node:util'
import type { Branch } from '../../../preload/protocol/git.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import { aheadBehindCache } from '../git/ahead-behind.ts'
import { standOf } from '../git/stand.ts'
import { readStatus } from '../git/status.ts'
import type { Subscribe } from '../git/subscribe.ts'
import { type WatchEvent, watchWorktrees } from '../git/watch.ts'
import type { Project } from '../project.ts'
import { settleMerge } from '../store/merges.ts'
import { offerMerges } from './offering.ts'

export type StatusFollower = {
  /** Follows what is new and lets go of what is gone: after agents came or went. */
  refresh(): Promise<void>
  /** Looks again at what cannot be watched, and at directories that were gone. Where there is no such thing it costs nothing. */
  lookAgain(): Promise<void>
  close(): Promise<void>
}

/**
 * Keeps the status of every agent and the list of branches up to date, by
 * watching: nothing runs while nothing changes, however many agents there are.
 */
export async function followStatus(
  project: Pick<Project, 'git' | 'reads' | 'feed' | 'info' | 'database' | 'live' | 'verdicts'>,
  subscribe?: Subscribe,
): Promise<StatusFollower> {
  const { git, reads, feed, info } = project
  const count = aheadBehindCache()
  const dirty = new Set<string>()
  /** How each directory stood when its status was read. */
  const stands = new Map<string, string | null>()
  /** The branches as git has them. */
  let listed: Branch[] = []
  /** Folders that cannot be watched. */
  const blind = new Set<string>()
  let branchesDirty = true
  let working: Promise<void> | null = null
  let looking: Promise<void> | null = null
  let closed = false

  const agentsAt = (directory: string) => feed.state().agents.filter((agent) => agent.directory === directory)

  const standNow = (directory: string) => {
    const heads = new Map(listed.map(({ name, head }) => [name, head]))
    return standOf(directory, [...new Set(agentsAt(directory).map(({ base }) => base))], heads)
  }

  const readDirectory = async (directory: string) => {
    stands.set(directory, await standNow(directory))
    const bases = Map.groupBy(agentsAt(directory), ({ base }) => base)
    for (const [base, agents] of bases) {
      const status = await readStatus(reads, directory, base, count)
      for (const { id } of agents) {
        const agent = feed.state().agents.find((one) => one.id === id)
        if (!agent || closed) continue
        const lost = !status.ok && status.fault.kind === 'worktree-gone'
        // the worktree of an agent that is being closed is on its way, and not lost
        if (lost && project.live.get(id)?.closing.signal.aborted) continue
        if (agent.lost !== lost) feed.emit({ type: 'directory-lost', agentId: id, lost })
        if (status.ok && !isDeepStrictEqual(agent.status, status.value)) {
          feed.emit({ type: 'status-changed', agentId: id, status: status.value })
        }
      }
    }
  }

  const readBranches = async () => {
    const read = await reads.branches(info.path)
    if (!read.ok || closed) return
    listed = read.value
    tellBranches()
    await settleMoved(project, listed)
  }
  const tellBranches = () => {
    const bases = new Map(
      feed.state().agents.map(({ status, base, ownWorktree }) => [ownWorktree ? status.branch : null, base]),
    )
    const branches = listed.map((branch) => ({ ...branch, base: bases.get(branch.name) ?? null }))
    if (!isDeepStrictEqual(feed.state().branches, branches)) feed.emit({ type: 'branches-changed', branches })
  }

  /** Of all directories those that a change of refs was about, and those that are new. */
  const findMoved = async () => {
    const directories = directoriesOf(feed.state().agents)
    for (const directory of stands.keys()) if (!directories.includes(directory)) stands.delete(directory)
    for (const directory of directories) {
      const stood = stands.get(directory)
      if (!stood || stood !== (await standNow(directory))) dirty.add(directory)
    }
  }

  const workOff = async () => {
    while (!closed && (dirty.size > 0 || branchesDirty)) {
      if (branchesDirty) {
        branchesDirty = false
        await readBranches()
        await findMoved()
      }
      const directories = [...dirty]
      dirty.clear()
      for (const directory of directories) await readDirectory(directory)
      // a directory that has switched branches says from which base
      if (!closed) tellBranches()
      if (!closed) await offerMerges(project)
    }
    working = null
  }
  const work = () => {
    working ??= workOff()
    return working
  }
  const moved = () => {
    branchesDirty = true
    return work()
  }
  const all = () => {
    stands.clear()
    return moved()
  }

  const heard = (event: WatchEvent) => {
    if (event.kind === 'refs') return void moved()
    if (event.kind === 'settings') return void all()
    if (event.kind === 'blind') blind.add(event.path)
    dirty.add(event.path)
    void work()
  }
  const watching = await watchWorktrees(git, info.path, heard, subscribe)

  const lookAtUnseen = async () => {
    const { agents } = feed.state()
    const unseen = [...blind, ...directoriesOf(agents.filter(({ lost }) => lost))]
    blind.clear() // what still cannot be watched says so again
    // twice, since the watch of a folder that went may not have noticed: it is let go of first
    await watching.follow(directoriesOf(agents.filter(({ lost }) => !lost)))
    await watching.follow(directoriesOf(agents))
    if (unseen.includes(info.path)) return all()
    for (const directory of unseen) dirty.add(directory)
    await work()
  }
  return {
    async refresh() {
      await watching.follow(directoriesOf(feed.state().agents.filter(({ lost }) => !lost)))
      await moved()
    },
    lookAgain() {
      looking ??= lookAtUnseen().finally(() => {
        looking = null
      })
      return looking
    },
    async close() {
      closed = true
      await watching.close()
    },
  }
}

const directoriesOf = (agents: readonly Agent[]) => [...new Set(agents.map(({ directory }) => directory))]

/** A merge whose target has moved on cannot be undone any more, and is not offered. */
async function settleMoved(project: Pick<Project, 'feed' | 'database'>, branches: readonly Branch[]): Promise<void> {
  for (const merge of project.feed.state().merges) {
    const target = branches.find(({ name }) => name === merge.target)
    if (target?.head === merge.after) continue
    await project.database.write([settleMerge(merge.id)])
    project.feed.emit({ type: 'merge-settled', id: merge.id })
  }
}
