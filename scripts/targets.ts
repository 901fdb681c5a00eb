import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Something that is built: from which files, by which config, into which file. */
export type Target = { name: string; inputs: string[]; config: string; output: string }

const shared = ['package-lock.json', 'package.json']
const node = ['main', 'preload/protocol', ...shared]

export const targets: Target[] = [
  target('renderer', ['renderer', 'preload/protocol', ...shared], 'dist/renderer/index.html'),
  target('headless', node, 'dist/headless/index.js'),
  target('main', node, 'dist/main/index.js'),
  target('preload', ['preload', ...shared], 'dist/preload/index.cjs'),
]

function target(name: string, inputs: string[], output: string): Target {
  const config = `vite.${name}.config.ts`
  return { name, inputs: [...inputs, config], config, output }
}

const stampOf = (root: string, { name }: Target) => join(root, 'dist', `.${name}.stamp`)

/** Where the stamp of a build is kept, and what it must say for the build to be fresh. */
export function stamp(root: string, one: Target): { path: string; content: string } {
  const hash = createHash('sha256')
  for (const input of one.inputs) hash.update(fingerprint(root, input))
  return { path: stampOf(root, one), content: hash.digest('hex') }
}

/** Whether a target must be built again: an input changed, came or went since, or the output is gone. */
export function isStale(root: string, one: Target): boolean {
  const { path, content } = stamp(root, one)
  return read(path) !== content || !statSync(join(root, one.output), { throwIfNoEntry: false })
}

/** Name, size and time of every file; far faster than reading them. */
function fingerprint(root: string, path: string): string {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  if (!found) return `${path} missing\n`
  if (!found.isDirectory()) return `${path} ${found.size} ${found.mtimeMs}\n`
  const names = readdirSync(join(root, path)).toSorted()
  return names.map((name) => fingerprint(root, `${path}/${name}`)).join('')
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
