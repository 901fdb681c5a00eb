import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { builtReader } from '../../main/host/built-reader.ts'
import { openCore, value } from '../helpers/open-core.ts'
import { makeRepository, temporaryFolder } from '../helpers/temporary.ts'

/** A file where a built reader would be. */
function built(source: string): string {
  const folder = temporaryFolder()
  onTestFinished(folder.remove)
  const file = join(folder.path, 'reader.mjs')
  writeFileSync(file, source)
  return file
}

test('without the folder of another reader there is none', async () => {
  expect(await builtReader('/nowhere/reader.mjs')()).toBe(null)
})

test('a file that is no reader, or does not load, is named', async () => {
  const none = built('export const nothing = 1')
  expect(await builtReader(none)()).toEqual({ why: `${none} is no reader; build it anew` })
  const broken = built("throw new Error('compiled for another Node')")
  expect(await builtReader(broken)()).toEqual({ why: 'it cannot be loaded: compiled for another Node' })
})

test('a reader that fails once is told of in one line, and the app goes on with git', async () => {
  const file = built(`export const load = () => ({
    name: 'other',
    reads: { branches: async () => { throw new Error('no memory') } },
    giveUp: () => undefined,
  })`)
  const folder = temporaryFolder()
  const repository = join(folder.path, 'sample')
  makeRepository(repository)
  const core = await openCore({ home: join(folder.path, 'home'), repository, loadReads: builtReader(file) })
  onTestFinished(async () => {
    await core.close()
    folder.remove()
  })
  const why = 'other failed: no memory'
  await core.until(({ reader }) => 'why' in reader && reader.why === why)
  await core.until(({ branches }) => branches.some(({ name }) => name === 'main'))
  expect(core.state().alerts.map(({ fault }) => fault)).toEqual([
    { kind: 'reader-failed', name: 'other', reason: 'no memory' },
  ])
  const agentId = core.agent('main').id
  await value(core.call('message.send', { agentId, text: '/help' }))
  const { entries } = await value(core.call('conversation.open', { agentId }))
  expect(JSON.stringify(entries)).toContain(`Read by git. Another reader is there, but ${why}.`)
})
