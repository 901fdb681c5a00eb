import { execFileSync } from 'node:child_process'
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'

/** Something that a person, an agent's tools or its shell does in a worktree. */
export type Deed =
  | { does: 'write'; place: string; content: string; mode: number }
  | { does: 'link'; place: string; to: string }
  | { does: 'delete' | 'stage' | 'unstage' | 'force'; place: string }
  | { does: 'move'; place: string; to: string }
  | { does: 'ignore' | 'attributes'; folder: string; rules: string[] }
  | { does: 'convert'; lineEnds: string }
  | { does: 'commit'; all: boolean }
  | { does: 'switch'; branch: number }
  | { does: 'stash' }

const name = fc.constantFrom('a', 'b', 'c', 'ü', 'n\nl', '-d', ' "q"', '*', 'e.txt', 'x.ig', 'keep.ig', 'build')
const place = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
const folder = fc.array(name, { maxLength: 2 }).map((parts) => parts.map((part) => `${part}/`).join(''))
const content = fc.oneof(
  fc.stringMatching(/^[a-z\r\n]{0,12}$/),
  fc.constantFrom('\0binary\xff\xfe', 'one\ntwo\n', 'long\n'.repeat(20)),
)
const rule = fc.constantFrom('*.ig', 'build/', 'build', '!keep.ig', '/a', 'b', '*', '!*/', '!e.txt')

const plain: fc.MaybeWeightedArbitrary<Deed>[] = [
  {
    weight: 12,
    arbitrary: fc.record({ does: fc.constant('write'), place, content, mode: fc.constantFrom(0o644, 0o755) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('link'), place, to: fc.constantFrom('a', '../b', '/nowhere', '.') }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('delete'), place }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('stage', 'unstage', 'force'), place }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('move'), place, to: place }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('ignore'), folder, rules: fc.array(rule, { maxLength: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('commit'), all: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('switch'), branch: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('stash') }) },
]

const attribute = fc.constantFrom('* text=auto', '*.txt text eol=crlf', '* text', '* -text', 'a binary', '*.ig eol=lf')
const converting: fc.MaybeWeightedArbitrary<Deed>[] = [
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('attributes'), folder, rules: fc.array(attribute, { maxLength: 2 }) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('convert'), lineEnds: fc.constantFrom('true', 'input') }) },
]

/** `converts`: git is also told to convert line ends. */
export const deedsWith = (converts: boolean) =>
  fc.array(fc.oneof(...plain, ...(converts ? converting : [])), { minLength: 2, maxLength: 25, size: 'max' })

/** Does what can be done of it; what cannot, such as moving what is not there, is passed over. */
export function doAll(top: string, all: readonly Deed[]): void {
  for (const one of all) {
    try {
      doOne(top, one)
    } catch {
      // there is no such file, or a file where its folder would be
    }
  }
}

function doOne(top: string, one: Deed): void {
  if (one.does === 'write')
    put(top, one.place, (file) => writeFileSync(file, one.content, { encoding: 'latin1', mode: one.mode }))
  if (one.does === 'link') put(top, one.place, (file) => symlinkSync(one.to, file))
  if (one.does === 'delete') rmSync(join(top, one.place), { recursive: true })
  if (one.does === 'move') put(top, one.to, (file) => renameSync(join(top, one.place), file))
  if (one.does === 'ignore') put(top, `${one.folder}.gitignore`, (file) => writeFileSync(file, one.rules.join('\n')))
  if (one.does === 'attributes')
    put(top, `${one.folder}.gitattributes`, (file) => writeFileSync(file, one.rules.join('\n')))
  if (one.does === 'convert') git(top, 'config', 'core.autocrlf', one.lineEnds)
  if (one.does === 'stage') git(top, 'add', '--', one.place)
  if (one.does === 'force') git(top, 'add', '--force', '--', one.place)
  if (one.does === 'unstage') git(top, 'rm', '--quiet', '--cached', '-r', '--', one.place)
  if (one.does === 'commit')
    git(top, 'commit', '--quiet', '--allow-empty', '--message=x', ...(one.all ? ['--all'] : []))
  if (one.does === 'switch') git(top, 'checkout', '--quiet', '-B', `branch-${one.branch}`)
  if (one.does === 'stash') git(top, 'stash', 'store', git(top, 'rev-parse', 'HEAD').trim())
}

/** Makes room for a file, as a program would that needs it: what is in the way of its folders goes. */
function put(top: string, place: string, write: (file: string) => void): void {
  const parts = place.split('/')
  for (const at of parts.keys()) {
    const above = join(top, ...parts.slice(0, at + 1))
    const found = lstatSync(above, { throwIfNoEntry: false })
    if (found && (at === parts.length - 1 || !found.isDirectory())) rmSync(above, { recursive: true })
  }
  mkdirSync(dirname(join(top, place)), { recursive: true })
  write(join(top, place))
}

export function git(top: string, ...args: string[]): string {
  const env = { ...process.env, GIT_LITERAL_PATHSPECS: '1' }
  return execFileSync('git', args, { cwd: top, encoding: 'latin1', stdio: ['ignore', 'pipe', 'ignore'], env })
}

/** Removes all but the repository itself, and what was set about line ends. */
export function clearFolder(top: string): void {
  git(top, 'config', 'core.autocrlf', 'false')
  for (const entry of readdirSync(top)) if (entry !== '.git') rmSync(join(top, entry), { recursive: true })
}
