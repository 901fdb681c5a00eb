import { createRequire } from 'node:module'
import { makeRepository, runGit, temporaryFolder } from '../test/helpers/temporary.ts'
import type { Nodegit } from './binding.ts'
import { nodegitReads } from './reads.ts'

/** Every read a thousand times, fifty at once: memory that is written wrongly ends the process. */
const folder = temporaryFolder()
makeRepository(folder.path)
for (const name of ['one', 'two']) {
  runGit(folder.path, 'checkout', '--quiet', '-b', name, 'main')
  runGit(folder.path, 'commit', '--quiet', '--allow-empty', '--message', name)
}
const [one = '', two = ''] = runGit(folder.path, 'rev-parse', 'one', 'two').split('\n')
const reads = nodegitReads(createRequire(import.meta.url)('nodegit') as Nodegit)
const missing = '1234567890'.repeat(4)
let count = 0
for (let round = 0; round < 20; round += 1) {
  const all = Array.from({ length: 50 }, (_, at) => [
    reads.refs(folder.path, ['refs/heads/main', 'refs/heads/none']),
    reads.aheadBehind(folder.path, { head: one, base: two }),
    reads.mergeBase(folder.path, [one, two]),
    reads.log(folder.path, { id: at % 5 === 0 ? missing : two, most: 10 }),
  ])
  count += (await Promise.all(all.flat())).length
  globalThis.gc?.()
}
folder.remove()
process.stdout.write(`${count} reads\n`)
