import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { crashWorld } from '../helpers/crash-world.ts'
import type { KillPoint } from '../helpers/killing.ts'
import { value } from '../helpers/open-core.ts'
import { runGit, writeFiles } from '../helpers/temporary.ts'

let world: ReturnType<typeof crashWorld>

beforeEach(() => {
  world = crashWorld()
})
afterEach(() => world.remove())

describe('a merge that is killed with the app', () => {
  test('in the middle of the files is put back at the next start, which says so, and can be made then', async () => {
    const { repository, state, alerts } = world
    await world.makeAgent('clean')
    const before = state()
    await world.dieAt({ at: 'file', nth: 2 }, 'oauth', '/agent merge')
    expect(state()).not.toEqual(before)
    await world.restart()
    expect(state()).toEqual(before)
    const fault = { kind: 'landing-interrupted', action: 'merge oauth', branch: 'main', path: repository }
    expect(alerts()).toEqual([{ ...fault, outcome: 'rolled-back', left: [] }])
    await world.type('/agent merge', 'oauth')
    expect(readFileSync(join(repository, 'd.txt'), 'utf8')).toBe('d\n')
    await world.restart()
    expect(alerts()).toEqual([])
  })

  test('after it has landed is complete, and can be undone', async () => {
    const { repository, state } = world
    await world.makeAgent('clean')
    const before = state()
    await world.dieAt({ at: 'post-merge' }, 'oauth', '/agent merge')
    const app = await world.restart()
    expect(world.alerts()).toMatchObject([{ kind: 'landing-interrupted', outcome: 'complete' }])
    expect(runGit(repository, 'rev-parse', 'main')).toBe(runGit(repository, 'rev-parse', 'oauth'))
    const [merge] = app.state().merges
    expect(merge).toMatchObject({ source: 'oauth', target: 'main', strategy: 'merge' })
    await value(app.call('merge.undo', { id: merge?.id ?? '' }))
    expect(state()).toEqual(before)
  })
})

describe('a new agent that is killed with the app', () => {
  test.each<KillPoint>([{ at: 'file', nth: 1 }, { at: 'file', nth: 3 }, { at: 'post-checkout' }])(
    'leaves neither folder nor branch after the next start: %j',
    async (point) => {
      const { state, place } = world
      await world.app()
      const before = state()
      await world.dieAt(point, 'main', '/agent new oauth --worktree')
      expect(existsSync(place)).toBe(true)
      await world.restart()
      expect([{ ...state(), folders: [] }, world.alerts(), world.names()]).toEqual([before, [], ['main']])
      await world.type('/agent new oauth --worktree')
      expect(readFileSync(join(place, 'a.txt'), 'utf8')).toBe('a\n')
    },
  )

  test('leaves what somebody has written into its folder since under a ref', async () => {
    const { place, repository } = world
    await world.dieAt({ at: 'file', nth: 3 }, 'main', '/agent new oauth --worktree')
    writeFiles(place, { 'mine.txt': 'mine\n' })
    await world.restart()
    const [fault] = world.alerts()
    expect(fault).toMatchObject({ kind: 'worktree-taken-back', path: place })
    const ref = fault?.kind === 'worktree-taken-back' ? fault.ref : ''
    expect(runGit(repository, 'show', `${ref}:mine.txt`)).toBe('mine\n')
    expect(existsSync(place)).toBe(false)
  })

  test('leaves the folder to whoever has committed in it since', async () => {
    const { state } = world
    await world.dieAt({ at: 'post-checkout' }, 'main', '/agent new oauth --worktree')
    runGit(world.place, 'commit', '--quiet', '--allow-empty', '--message', 'Mine')
    const before = state()
    await world.restart()
    expect([state(), world.alerts()]).toEqual([before, []])
  })
})

describe('restoring an agent that is killed with the app', () => {
  test.each([1, 4, 7])('leaves it closed, to be restored as it was: file %i', async (nth) => {
    const { state } = world
    await world.makeAgent('dirty')
    const kept = state()
    await world.closeAgent()
    const before = state()
    await world.dieAt({ at: 'file', nth }, 'main', '/agent restore oauth')
    await world.restart()
    expect([state(), world.names(), world.closed()]).toEqual([before, ['main'], ['oauth']])
    await world.type('/agent restore oauth')
    expect(state()).toEqual(kept)
  })
})
