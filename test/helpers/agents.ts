import type { Branch, MergePreview, WorkStatus } from '../../preload/protocol/git.ts'
import type { Agent } from '../../preload/protocol/state.ts'

/** A worktree in which nothing was done. */
export const cleanStatus: WorkStatus = {
  branch: 'main',
  base: null,
  modified: 0,
  untracked: 0,
  ahead: 0,
  behind: 0,
  conflicts: 0,
  underway: null,
}

/** A helper with a worktree of its own, on a branch named like itself; its status is told by what differs. */
export function anAgent(
  name: string,
  differs: Partial<Omit<Agent, 'status'>> & { status?: Partial<WorkStatus> } = {},
): Agent {
  const { status, ...rest } = differs
  return {
    id: name,
    name,
    kind: 'helper',
    parentId: null,
    hue: 0,
    directory: `/repo/.worktrees/${name}`,
    ownWorktree: true,
    base: 'main',
    lost: false,
    approval: 'ask',
    model: null,
    head: null,
    session: null,
    place: null,
    offer: null,
    run: { state: 'idle' },
    queue: [],
    approvals: [],
    unread: 0,
    usage: { input: 0, cachedInput: 0, output: 0, cost: 0 },
    contextTokens: 0,
    draft: '',
    ...rest,
    status: { ...cleanStatus, branch: name, base: 'main', ...status },
  }
}

/** The root agent, on `main`. */
export function theRoot(): Agent {
  return anAgent('root', {
    kind: 'root',
    ownWorktree: false,
    directory: '/repo',
    base: null,
    status: { branch: 'main', base: null },
  })
}

/** A branch that nobody has checked out. */
export function aBranch(name: string, base: string | null = null): Branch {
  return { name, head: '0'.repeat(40), base, checkedOutAt: null, upstream: null }
}

/** A merge of two commits and three files that goes without a hitch. */
export function aPreview(differs: Partial<MergePreview> = {}): MergePreview {
  const commit = (subject: string, inherited = false) => ({
    id: '1'.repeat(40),
    subject,
    author: 'A',
    at: 0,
    added: 1,
    removed: 0,
    inherited,
  })
  const file = (path: string) => ({ path, status: 'M' as const, from: null, added: 1, removed: 0 })
  return {
    strategy: 'merge',
    source: 'oauth',
    target: 'main',
    sourceId: '1'.repeat(40),
    targetId: '2'.repeat(40),
    commits: [commit('Second'), commit('First')],
    leftOut: [],
    files: [file('a.ts'), file('b.ts'), file('c.ts')],
    between: { from: '2'.repeat(40), to: '3'.repeat(40) },
    conflicts: [],
    stoppedAt: null,
    fastForward: false,
    uncommitted: [],
    hindrances: [],
    targetAt: '/repo',
    ...differs,
  }
}
