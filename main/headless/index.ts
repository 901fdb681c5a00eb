import { join } from 'node:path'
import { openHome } from '../compose.ts'
import { start } from './start.ts'

const print = (text: string) => process.stdout.write(text)
const complain = (text: string) => process.stderr.write(text)

/** The browser host as the launcher calls it: runs until it is told to end, answers with the exit code. */
export function run(args: readonly string[], cwd: string): Promise<number> {
  const page = join(import.meta.dirname, '..', 'renderer')
  return start({ args, cwd, page, live: process.env, openHome, print, complain })
}

if (import.meta.main) process.exit(await run(process.argv.slice(2), process.cwd()))
