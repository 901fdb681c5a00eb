import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MergePreview } from '../../preload/protocol/git.ts'
import type { State } from '../../preload/protocol/state.ts'
import type { GitWork } from './git-work.ts'
import { contentOf, pathOf } from './large-repository.ts'
import { timed } from './with-host.ts'

/** Something that the app does and a person can type. Each side answers with times, which the rows name by place. */
export type Step = {
  ours: (round: number) => Promise<number[]>
  bare: (round: number) => Promise<number[]>
  rows: {
    what: string
    ours: number
    /** What a person types for it, and the time that it takes. */
    typed: string
    bare: number
    /** How many times as long the app may take. */
    most?: number
  }[]
}

/** The steps, each of which needs those before it. */
export function gitSteps(work: GitWork): Step[] {
  return [creation(work), status(work), preview(work), merge(work)]
}

function creation({ top, ours, bare, say, time, until }: GitWork): Step {
  return {
    async ours(round) {
      const made = await timed(() => say(`/agent new ours-${round} --worktree`))
      const shown = await timed(async () => {
        change(ours(round), 0, 1000)
        await until((state) => modified(state, `ours-${round}`) === 1)
      })
      return [made, made + shown]
    },
    async bare(round) {
      const made = await time(top, 'worktree', 'add', '-b', `bare-${round}`, bare(round), 'main')
      change(bare(round), 0, 1000)
      return [made, made + (await time(bare(round), 'status', '--porcelain'))]
    },
    rows: [
      { what: 'new agent', ours: 0, typed: 'git worktree add -b', bare: 0, most: 1.2 },
      { what: 'new agent until a change shows', ours: 1, typed: 'git worktree add -b, git status', bare: 1 },
    ],
  }
}

function status({ ours, bare, time, until }: GitWork): Step {
  return {
    async ours(round) {
      const shown = timed(() => until((state) => modified(state, 'ours-0') === round + 2))
      change(ours(0), 100 + round * 97, 1000)
      return [await shown]
    },
    async bare(round) {
      change(bare(0), 100 + round * 97, 1000)
      return [await time(bare(0), 'status', '--porcelain')]
    },
    rows: [{ what: 'status after a change', ours: 0, typed: 'git status', bare: 0 }],
  }
}

/** Main and the branch have both gone on, and nobody has asked about the two commits before. */
function preview({ top, ours, call, typed, time, until, settled }: GitWork): Step {
  const prepare = async (round: number) => {
    if (round === 0) await typed(top, 'commit', '--quiet', '--allow-empty', '--message', 'Main goes on')
    await commit(ours(0), round, 1000, typed)
    await settled()
  }
  let prepared = -1
  const once = async (round: number) => {
    if (prepared === round) return
    prepared = round
    await prepare(round)
  }
  return {
    async ours(round) {
      await once(round)
      const agentId = idOf(await until(() => true), 'ours-0')
      return [await timed(() => call<MergePreview>('merge.preview', { agentId, target: 'main', strategy: 'merge' }))]
    },
    async bare(round) {
      await once(round)
      let tree = ''
      const merge = await timed(async () => {
        tree = (await typed(top, 'merge-tree', '--write-tree', 'main', 'ours-0')).trim()
      })
      const log = await time(top, 'log', '--shortstat', 'main..ours-0')
      const diff = await time(top, 'diff', '--numstat', 'main', tree)
      const statuses = (await time(ours(0), 'status', '--porcelain')) + (await time(top, 'status', '--porcelain'))
      return [merge + log + diff + statuses, merge]
    },
    rows: [
      { what: 'merge preview', ours: 0, typed: 'git merge-tree, log, diff, 2 x status', bare: 0, most: 1.3 },
      { what: 'merge preview', ours: 0, typed: 'git merge-tree alone', bare: 1 },
    ],
  }
}

function merge({ top, ours, bare, call, typed, time, until, settled }: GitWork): Step {
  return {
    async ours(round) {
      await commit(ours(0), round, 2000, typed)
      await settled()
      const agentId = idOf(await until(() => true), 'ours-0')
      const { sourceId, targetId } = await call<MergePreview>('merge.preview', {
        agentId,
        target: 'main',
        strategy: 'merge',
      })
      const order = { agentId, target: 'main', sourceId, targetId, strategy: 'merge', message: null }
      return [await timed(() => call('merge.run', order))]
    },
    async bare(round) {
      await commit(bare(0), round, 3000, typed)
      await settled()
      return [await time(top, 'merge', '--no-ff', '--no-edit', 'bare-0')]
    },
    rows: [{ what: 'merge', ours: 0, typed: 'git merge --no-ff', bare: 0 }],
  }
}

function change(folder: string, file: number, version: number): void {
  writeFileSync(join(folder, pathOf(file)), contentOf(file, version))
}

/** Commits all there is, five changed files among it. */
async function commit(folder: string, round: number, from: number, typed: GitWork['typed']): Promise<void> {
  for (let at = 0; at < 5; at += 1) change(folder, from + round * 31 + at * 7, from + round)
  await typed(folder, 'commit', '--quiet', '--all', '--message', `Work ${round}`)
}

const agentIn = (state: State, name: string) => state.agents.find((agent) => agent.name === name)
const modified = (state: State, name: string) => agentIn(state, name)?.status.modified
const idOf = (state: State, name: string) => agentIn(state, name)?.id ?? ''
