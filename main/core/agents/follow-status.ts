import { isDeepStrictEqual } from 'node:util'
import type { Branch } from '../../../preload/protocol/git.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import { aheadBehindCache } from '../git/ahead-behind.ts'
import { listBranches } from '../git/branches.ts'
import { readStatus } from '../git/status.ts'
import { watchWorktrees } from '../git/watch.ts'
import type { Project } from '../project.ts'
import { settleMerge } from '../store/merges.ts'

export type StatusFollower = {
  /** Looks at everything anew: after agents came or went, or when the window comes to the front. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/**
 * Keeps the status of every agent and the list of branches up to date, by
 * watching: nothing runs while nothing changes, however many agents there are.
 */
export async function followStatus(project: Omit<Project, 'status'>): Promise<StatusFollower> {
  const { git, feed, info } = project
  const count = aheadBehindCache()
  const dirty = new Set<string>()
  let branchesDirty = true
  let working: Promise<void> | null = null
  let closed = false

  const agentsAt = (directory: string) => feed.state().agents.filter((agent) => agent.directory === directory)

  const readDirectory = async (directory: string) => {
    const bases = Map.groupBy(agentsAt(directory), ({ base }) => base)
    for (const [base, agents] of bases) {
      const status = await readStatus(git, directory, base, count)
      for (const { id } of agents) {
        const agent = feed.state().agents.find((one) => one.id === id)
        if (!agent || closed) continue
        const lost = !status.ok && status.fault.kind === 'worktree-gone'
        if (agent.lost !== lost) feed.emit({ type: 'directory-lost', agentId: id, lost })
        if (status.ok && !isDeepStrictEqual(agent.status, status.value)) {
          feed.emit({ type: 'status-changed', agentId: id, status: status.value })
        }
      }
    }
  }

  const readBranches = async () => {
    const listed = await listBranches(git, info.path)
    if (!listed.ok || closed) return
    const bases = new Map(
      feed.state().agents.map(({ status, base, ownWorktree }) => [ownWorktree ? status.branch : null, base]),
    )
    const branches = listed.value.map((branch) => ({ ...branch, base: bases.get(branch.name) ?? null }))
    if (!isDeepStrictEqual(feed.state().branches, branches)) feed.emit({ type: 'branches-changed', branches })
    await settleMoved(project, branches)
  }

  const workOff = async () => {
    while (!closed && (dirty.size > 0 || branchesDirty)) {
      const directories = [...dirty]
      dirty.clear()
      const branchesToo = branchesDirty
      branchesDirty = false
      for (const directory of directories) await readDirectory(directory)
      if (branchesToo) await readBranches()
    }
    working = null
  }
  const work = () => {
    working ??= workOff()
    return working
  }
  const all = () => {
    for (const { directory } of feed.state().agents) dirty.add(directory)
    branchesDirty = true
    return work()
  }

  const watching = await watchWorktrees(git, info.path, (event) => {
    if (event.kind === 'refs') void all()
    else {
      dirty.add(event.path)
      void work()
    }
  })
  const directoriesOf = (agents: readonly Agent[]) => [...new Set(agents.map(({ directory }) => directory))]
  return {
    async refresh() {
      await watching.follow(directoriesOf(feed.state().agents.filter(({ lost }) => !lost)))
      await all()
    },
    async close() {
      closed = true
      await watching.close()
    },
  }
}

/** A merge whose target has moved on cannot be undone any more, and is not offered. */
async function settleMoved(project: Pick<Project, 'feed' | 'database'>, branches: readonly Branch[]): Promise<void> {
  for (const merge of project.feed.state().merges) {
    const target = branches.find(({ name }) => name === merge.target)
    if (target?.head === merge.after) continue
    await project.database.write([settleMerge(merge.id)])
    project.feed.emit({ type: 'merge-settled', id: merge.id })
  }
}
