import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, isRemembered, remembersFor } from '../../main/core/tools/approval.ts'

test('reading is free, edits and commands ask by mode', () => {
  const table = (['ask', 'edits', 'full'] as const).map((mode) =>
    (['read', 'edit', 'command'] as const).map((kind) =>
      decide(mode, kind, [], kind === 'command' ? 'npm test' : null),
    ),
  )
  expect(table).toEqual([
    ['run', 'ask', 'ask'],
    ['run', 'run', 'ask'],
    ['run', 'run', 'run'],
  ])
  expect(decide('ask', 'command', ['npm test'], 'npm test -- --run')).toBe('run')
  expect(decide('ask', 'edit', ['npm test'], null)).toBe('ask')
})

test.each([
  ['npm test -- --watch=false', 'npm test'],
  ['  git\tstatus --short ', 'git status'],
  ['npm run build --silent', 'npm run build'],
  ['ls -la', 'ls'],
  ['cat README.md', 'cat'],
  ['tsc -p .', 'tsc'],
  ['./gradlew test:unit', './gradlew test:unit'],
  ['git commit -m "fix the bug"', 'git commit'],
  ['git log --oneline -5', 'git log'],
  ['git push --set-upstream origin x', 'git push'],
])('%j is remembered by its first words', (command, words) => {
  expect(remembersFor(command)).toBe(words)
  expect(isRemembered(command, [words])).toBe(true)
  expect(isRemembered(`${words}x`, [words])).toBe(false)
})

test.each([
  'npm test && rm -rf x',
  'npm test; x',
  'npm test | sh',
  'npm test > out',
  'npm test < in',
  'npm test $(x)',
  'npm test `x`',
  'npm test "$HOME"',
  'npm test\nx',
  'npm test\rx',
  'npm test {a,b}',
  'npm test \\x',
  'git commit -m "a; b"',
  'FOO=1 npm test',
  'git -c alias.x=!sh x',
  'git submodule foreach ls',
  'git grep -Osh x',
  'git grep -nO sh x',
  "git grep '-O'sh x",
  'git grep --open=sh x',
  'git fetch --upload-pack=x .',
  'git push --rec x .',
  'git diff --output=.bashrc',
  'git format-patch -o /tmp HEAD~1',
  'git archive --exec=x --remote=. HEAD',
  'git clone -c core.fsmonitor=x . y',
  'sort --compress-program=x y',
  'npm --prefix /x test',
  'npm run',
  'bash script',
  'python3.12 -c x',
  '/usr/bin/env ls',
  '/bin/rm x',
  'RM.exe x',
  '"rm" x',
  '. file',
  '../.. x',
  '[ -f x ]',
  'find . -delete',
  'npx tsc',
  'sudo npm test',
  'time npm test',
  'npm\u00a0test x',
])('%j is remembered whole', (command) => {
  expect(remembersFor(command)).toBe(command)
  expect(isRemembered(command, [command])).toBe(true)
  expect(isRemembered(command, ['npm test', 'npm', 'git commit', 'git', 'bash', 'rm', 'find'])).toBe(false)
  expect(isRemembered(`${command} more`, [command])).toBe(false)
})

const word = fc.constantFrom('npm', 'test', 'git', 'status', 'run', 'ls', '-la', 'bash', 'a.txt', '"x y"', "'", '', 'é')
const line = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '))
const operator = fc.constantFrom(...[...';&|<>$`(){}\n\r\\', '&&', '||', '$(', '>>'])

test('no command with an operator is ever allowed by remembered words', () => {
  fc.assert(
    fc.property(line, operator, line, fc.array(line), (before, between, after, remembered) => {
      for (const command of [`${before}${between}${after}`, `${before} ${between} ${after}`, `${between}${after}`]) {
        const others = [...remembered, before, after, ...remembered.map(remembersFor), remembersFor(before)]
        expect(
          isRemembered(
            command,
            others.filter((each) => each !== command.trim()),
          ),
        ).toBe(false)
      }
    }),
  )
})

test('what was remembered allows the command that was asked about', () => {
  fc.assert(
    fc.property(fc.oneof(line, fc.string()), (command) => {
      expect(isRemembered(command, [remembersFor(command)])).toBe(true)
    }),
  )
})

test('remembered words allow only commands that begin with them', () => {
  fc.assert(
    fc.property(line, line, (asked, command) => {
      const words = remembersFor(asked)
      if (!isRemembered(command, [words])) return
      expect(command.trim().split(/ +/).slice(0, words.split(/ +/).length)).toEqual(words.split(/ +/))
    }),
  )
})
