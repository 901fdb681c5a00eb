import { lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gitWith } from '../../../main/core/git/git.ts'
import { restoreSnapshot } from '../../../main/core/git/restore-snapshot.ts'
import { snapshotWorktree } from '../../../main/core/git/snapshot.ts'
import { makeRepository, runGit, temporaryFolder } from '../../helpers/temporary.ts'
import { succeeded } from './succeeded.ts'
import { stateOf, untouchedBySnapshots } from './worktree-state.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string
const git = gitWith(process.env)

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'sample')
})
afterEach(() => folder.remove())

/** What may be at a path: nothing, a file, a program or a link. A path may also become a folder of another's. */
const content = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constantFrom('file', 'program', 'link'), text: fc.stringMatching(/^[a-z/.]{1,8}$/) }),
)
const name = fc.constantFrom('a', 'b', 'c', 'ü', 'n\nl', '-d', ' "q"', '*', 'e.txt')
const place = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
const changes = fc.array(fc.record({ place, content }), { minLength: 5, maxLength: 25 })

function apply(all: { place: string; content: { kind: string; text: string } | null }[]): void {
  for (const { place, content } of all) {
    const parts = place.split('/')
    for (const [at] of parts.entries()) {
      const above = join(path, ...parts.slice(0, at + 1))
      const found = lstatSync(above, { throwIfNoEntry: false })
      if (found && (at === parts.length - 1 || !found.isDirectory())) rmSync(above, { recursive: true })
    }
    if (content === null) continue
    const file = join(path, place)
    mkdirSync(join(file, '..'), { recursive: true })
    if (content.kind === 'link') symlinkSync(content.text, file)
    else writeFileSync(file, content.text, { mode: content.kind === 'program' ? 0o755 : 0o644 })
  }
}

test('random changes, staged and not, come back exactly', async () => {
  makeRepository(path, { 'first.txt': 'x\n' })
  let round = 0
  await fc.assert(
    fc.asyncProperty(changes, changes, changes, async (committed, staged, later) => {
      round += 1
      apply(committed)
      runGit(path, 'add', '--all')
      runGit(path, 'commit', '--quiet', '--allow-empty', '--message', `Round ${round}`)
      apply(staged)
      runGit(path, 'add', '--all')
      apply(later)
      const [before, kept] = [stateOf(path), untouchedBySnapshots(path)]
      const [ref, fresh] = [`refs/ikigai/round/${round}`, join(folder.path, `fresh-${round}`)]
      succeeded(await snapshotWorktree(git, { path, ref, message: 'Before' }))
      expect(untouchedBySnapshots(path)).toEqual(kept)
      runGit(path, 'worktree', 'add', '--quiet', '--detach', fresh)
      succeeded(await restoreSnapshot(git, { path: fresh, snapshot: ref }))
      expect(stateOf(fresh)).toEqual(before)
    }),
    { numRuns: 12, endOnFailure: true },
  )
})
