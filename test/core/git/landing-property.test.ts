import { existsSync, lstatSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeBranches } from '../../../main/core/git/merge/merge-branches.ts'
import { settleLandings } from '../../../main/core/git/merge/settle-landing.ts'
import { undoMerge } from '../../../main/core/git/merge/undo-merge.ts'
import { filesOf, type GitWorld, gitWorld } from '../../helpers/git-world.ts'
import { dyingWith, type KillPoint, killAt } from '../../helpers/killing.ts'
import { type History, history, importStream, paths } from '../../helpers/random-history.ts'

const runs = Number(process.env['LANDING_RUNS'] ?? 30)

/** `seed,path` of a failure, to see it again. */
const replayed = process.env['LANDING_CASE']

/** What a person does between the crash and the next start. */
type Meddling = { path: string; does: 'nothing' | 'write' }

const point: fc.Arbitrary<KillPoint> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 6 }).map((nth) => ({ at: 'file' as const, nth })) },
  { weight: 3, arbitrary: fc.constantFrom('prepared', 'committed', 'post-merge').map((at) => ({ at })) },
)
const meddling: fc.Arbitrary<Meddling> = fc.record({
  path: fc.constantFrom(...paths, 'only here'),
  does: fc.constantFrom('nothing', 'nothing', 'write'),
})

const plain: History = {
  base: [],
  target: [],
  source: [{ steps: [{ path: 'a.txt', action: 'line', number: 1, to: 'a.txt' }], message: 'Plain\n', pulls: false }],
}
const nobody: Meddling = { path: 'a.txt', does: 'nothing' }

test('wherever a merge or its undo is killed, files, index and branch are as before or as after', {
  timeout: 600_000,
}, async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      history,
      point,
      fc.constantFrom<Case['dies']>('git', 'git and app'),
      fc.constantFrom<Case['way']>('merge', 'undo'),
      fc.constantFrom<Case['position']>('root', 'worktree'),
      meddling,
      async (past, at, dies, way, position, meddles) => {
        const world = gitWorld()
        try {
          seen.add(await breakOff(world, { past, at, dies, way, position, meddles }))
        } finally {
          world.remove()
        }
      },
    ),
    {
      numRuns: runs,
      // one of each, so that a run of bad luck proves something all the same
      examples: [
        [plain, { at: 'file', nth: 1 }, 'git and app', 'merge', 'root', nobody],
        [plain, { at: 'post-merge' }, 'git and app', 'merge', 'worktree', nobody],
      ],
      endOnFailure: true,
      ...(replayed && { seed: Number(replayed.split(',')[0]), path: replayed.split(',')[1] ?? '' }),
    },
  )
  expect([...seen]).toEqual(expect.arrayContaining(['before', 'after']))
})

type Case = {
  past: History
  at: KillPoint
  dies: 'git' | 'git and app'
  way: 'merge' | 'undo'
  position: 'root' | 'worktree'
  meddles: Meddling
}

async function breakOff(world: GitWorld, { past, at, dies, way, position, meddles }: Case): Promise<string> {
  const repository = join(world.path, 'repository')
  world.run(world.path, 'init', '--quiet', '--initial-branch=elsewhere', repository)
  world.feed(repository, importStream(past), 'fast-import', '--quiet', '--force')
  writeFileSync(join(repository, '.git', 'info', 'exclude'), '.worktrees/\n')
  const place = position === 'worktree' ? join(repository, '.worktrees', 'one') : repository
  world.run(repository, 'checkout', '--quiet', position === 'root' ? 'target' : 'start')
  if (position === 'worktree') world.run(repository, 'worktree', 'add', '--quiet', place, 'target')
  writeFileSync(join(place, 'staged'), 'staged\n')
  world.run(place, 'add', 'staged')

  const merge = (by = world.git) => {
    const [sourceId = '', targetId = ''] = world.run(repository, 'rev-parse', 'source', 'target').trim().split('\n')
    const order = { repository, source: 'source', target: 'target', sourceId, targetId, message: null }
    return mergeBranches(by, { ...order, strategy: 'merge' })
  }
  const origin = stateOf(world, place)
  const done = await merge()
  if (!done.ok) return 'no merge'
  const merged = stateOf(world, place)
  const undo = (by = world.git) => undoMerge(by, { repository, done: done.value })
  if (way === 'merge') await undo()
  const [before, after, move] = way === 'merge' ? [origin, merged, merge] : [merged, origin, undo]
  expect(stateOf(world, place)).toEqual(before)

  const killed = killAt(world, repository, 'target', at)
  const dying = dyingWith(world.git)
  const ended = await Promise.race<unknown>([move(dies === 'git' ? world.git : dying.git), dying.died])
  if (!killed()) {
    expect(ended).toMatchObject({ ok: true })
    return 'lived'
  }
  if (ended === 'died') {
    const mine = meddle(place, meddles)
    await settleLandings(world.git, repository, 0)
    if (mine) {
      expect(filesOf(place).get(meddles.path)).toBe(`file ${mine}`)
      return 'meddled'
    }
  }
  // where the merge itself was made anew its commit is another one, with the same files
  const now = stateOf(world, place)
  const side = now.files.size === after.files.size && now.index === after.index ? 'after' : 'before'
  expect(now).toEqual(side === 'after' ? after : before)
  if (at.at === 'file' || at.at === 'prepared') expect(now).toEqual(before)
  return side
}

function meddle(top: string, { path, does }: Meddling): string | null {
  if (does === 'nothing') return null
  const place = join(top, path)
  if (!existsSync(dirname(place)) || (existsSync(place) && lstatSync(place).isDirectory())) return null
  rmSync(place, { force: true })
  writeFileSync(place, "somebody's own\n")
  return "somebody's own\n"
}

function stateOf(world: GitWorld, top: string) {
  const git = world.run(top, 'rev-parse', '--path-format=absolute', '--git-dir').trim()
  const common = world.run(top, 'rev-parse', '--path-format=absolute', '--git-common-dir').trim()
  const landings = join(common, 'ikigai')
  return {
    files: filesOf(top),
    index: world.run(top, 'ls-files', '--stage', '-z'),
    changes: world.run(top, 'status', '--porcelain', '-z', '--untracked-files=all', '--no-renames'),
    tree: world.run(top, 'rev-parse', 'target^{tree}'),
    locks: [git, join(common, 'refs', 'heads')].flatMap((folder) =>
      readdirSync(folder).filter((name) => /\.lock$/.test(name)),
    ),
    landings: existsSync(landings) ? readdirSync(landings) : [],
  }
}
