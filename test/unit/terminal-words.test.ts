import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asTyped, isBackground, isPlumbing } from '../../main/core/terminal/git-words.ts'
import { painted, shownLines } from '../../main/core/terminal/paint.ts'
import { commandLine } from '../../main/core/terminal/shell-words.ts'

/** What sh makes of a command line whose words are these: its arguments, as it hands them on. */
function throughShell(lines: string[]): string[][] {
  const script = lines.map((line) => `printf '%s\\0' ${line}; printf '\\001\\0'`).join('\n')
  const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8' })
  return printed
    .split('\u0001\0')
    .slice(0, -1)
    .map((one) => one.split('\0').slice(0, -1))
}

const pieces = fc.oneof(
  fc.constantFrom(
    "'",
    '"',
    '$',
    '`',
    '\\',
    '!',
    '*',
    '~',
    '=',
    '#',
    '&',
    ' ',
    '\n',
    '\r',
    '\t',
    '\u001b[31m',
    '\u009b',
  ),
  fc.constantFrom('-', '--', '%', '{', '(', ';', '|', '<', '\u202e', '\u200b', 'ü', '🎉', 'HEAD^', '@{u}'),
  fc.string({ maxLength: 4 }),
)
const word = fc
  .array(pieces, { maxLength: 6 })
  .map((all) => all.join('').replaceAll('\0', '').replaceAll('\u0001', '').toWellFormed())

test('what is shown, pasted into sh, gives the same arguments', () => {
  const lines = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 20, maxLength: 20 })
  fc.assert(
    fc.property(lines, (all) => {
      expect(throughShell(all.map(commandLine))).toEqual(all)
    }),
    { numRuns: 20 },
  )
})

test('no word that is shown makes a terminal do anything', () => {
  const obeyed = (sign: string) => sign !== '\n' && (sign < ' ' || (sign >= '\u007f' && sign <= '\u009f'))
  fc.assert(
    fc.property(fc.array(word), (words) => {
      expect([...commandLine(words)].filter(obeyed)).toEqual([])
    }),
  )
})

test('quotes only what has to be', () => {
  expect(commandLine(['git', 'commit', '-m', "Rotate it, don't keep it"])).toBe(
    "git commit -m 'Rotate it, don'\\''t keep it'",
  )
  expect(commandLine(['git', 'merge-base', 'HEAD^', 'origin/main', '--format=%H', ''])).toBe(
    "git merge-base 'HEAD^' origin/main --format=%H ''",
  )
  expect(commandLine(['a\u001b[2Jb'])).toBe(`a"$(printf '\\033')"'[2Jb'`)
})

test('leaves out what the app adds for itself before the verb, and nothing else', () => {
  const own = [
    '--no-optional-locks',
    '-c',
    'core.hooksPath=/dev/null',
    '-C',
    'sub',
    '-c',
    'a.b=c',
    '--literal-pathspecs',
  ]
  expect(asTyped([...own, 'commit', '-c', 'HEAD'])).toEqual([
    'git',
    '-C',
    'sub',
    '--literal-pathspecs',
    'commit',
    '-c',
    'HEAD',
  ])
})

test.each([
  ['status --porcelain=v2 -z', true],
  ['rev-parse --verify HEAD', true],
  ['-C sub rev-parse HEAD', true],
  ['for-each-ref refs/heads', true],
  ['worktree list --porcelain', true],
  ['diff --name-only a b', true],
  ['update-ref refs/ikigai/marks/1 abc', true],
  ['update-ref refs/heads/main abc', false],
  ['commit -m x', false],
  ['add -- -z', false],
  ['worktree add -b x .worktrees/x main', false],
  ['merge --no-ff x', false],
  ['log --oneline', false],
])('%s speaks to a program: %s', (line, is) => {
  expect(isPlumbing(['git', ...line.split(' ')])).toBe(is)
})

test.each([
  ['status --porcelain=v2 -z', true],
  ['status', false],
  ['merge-tree --write-tree main oauth', true],
  ['commit-tree abc -p def -F -', true],
  ['fast-import/1/2 abc', false],
  ['update-index --refresh', false],
  ['read-tree --reset -u abc', false],
  ['config -z --get-regexp ^user', true],
  ['config --remove-section branch.x', false],
  ['worktree list --porcelain -z', true],
  ['worktree remove -- .worktrees/x', false],
  ['symbolic-ref --quiet HEAD', true],
  ['symbolic-ref HEAD refs/heads/x', false],
  ['diff --no-color -M HEAD -- a.txt', false],
  ['diff --raw --numstat -z HEAD', true],
  ['log -z --format=%H', true],
  ['hook run pre-commit', false],
  ['add --all', false],
])('%s only finds something out: %s', (line, is) => {
  expect(isBackground(['git', ...line.split(' ')], false)).toBe(is)
})

test('what is staged in a copy of the index is staged for nobody', () => {
  expect(isBackground(['git', 'add', '--intent-to-add'], true)).toBe(true)
  expect(isBackground(['git', 'read-tree', '--reset', '-u', 'abc'], true)).toBe(false)
})

test('what was printed does nothing but show itself, and keeps its colours', () => {
  const printed =
    'a\u001b[2J\u001b[31mred\u001b[0m\u001b]0;title\u0007\u001b]8;;http://x\u001b\\b\u0007\r\n1%\r50%\r100%\ntail\u009b2J'
  expect(shownLines(printed)).toEqual(['a\u001b[31mred\u001b[0mb', '100%', 'tail2J'])
  expect(shownLines('')).toEqual([])
  expect(shownLines('\n')).toEqual([])
})

test('colours what git colours on a terminal', () => {
  const plain = (line: string) => line.replaceAll('\u001b[', '<').replaceAll('<0m', '>')
  expect(
    [
      '[oauth-impl a41f09c] Rotate refresh tokens on use',
      ' 2 files changed, 31 insertions(+), 1 deletion(-)',
      ' src/a.ts | 12 +++--',
      'error: pathspec',
      'CONFLICT (content): Merge conflict in a',
      'On branch main',
      'has \u001b[35mits own',
    ].map((line) => plain(painted(line, false))),
  ).toEqual([
    '<33m[oauth-impl a41f09c]> Rotate refresh tokens on use',
    ' 2 files changed, <32m31 insertions(+)>, <31m1 deletion(-)>',
    ' src/a.ts | 12 <32m+++><31m-->',
    '<31merror: >pathspec',
    '<31mCONFLICT> (content): Merge conflict in a',
    'On branch main',
    'has <35mits own>',
  ])
  expect(['+a', '-b', '@@ -1 +1 @@', ' c'].map((line) => plain(painted(line, true)))).toEqual([
    '<32m+a>',
    '<31m-b>',
    '<36m@@ -1 +1 @@>',
    ' c',
  ])
})
