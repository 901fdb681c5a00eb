import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

// Loaded before a program (`node --import`): it is killed before the nth step that a restore takes on the disk, as
// DIE_AT_STEP says. Steps are those that change something in the folder where a restore keeps its files, or between it
// and the worktree; with DIE_IN_SWAP only those that come after everything was prepared.

const nth = Number(process.env['DIE_AT_STEP'])
let isCounting = process.env['DIE_IN_SWAP'] === undefined
let step = 0

const isStep = (place: unknown) =>
  (typeof place === 'string' || Buffer.isBuffer(place)) && place.includes('/restoring/')

for (const name of ['rename', 'link', 'unlink', 'symlink', 'writeFile', 'copyFile'] as const) {
  const original = fs[name] as (...args: unknown[]) => Promise<void>
  Object.assign(fs, {
    [name]: async (...args: unknown[]) => {
      if (args.some(isStep) && isCounting) {
        step += 1
        if (step === nth) process.kill(process.pid, 'SIGKILL')
      }
      await original(...args)
      // by then the journal is in its place
      if (name === 'rename' && args.some(isStep)) isCounting = true
    },
  })
}
syncBuiltinESMExports()
