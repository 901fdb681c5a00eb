import { delimiter } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { childEnvironment } from '../../main/core/tools/child-environment.ts'
import { globTest } from '../../main/core/tools/globs.ts'
import { grepRecords } from '../../main/core/tools/grep-records.ts'
import { distance, nearNames } from '../../main/core/tools/near-names.ts'

test('children get the environment without the key and the variables of the app and of git', () => {
  const kept = { PATH: '/bin', HOME: '/h', GIT_AUTHOR_NAME: 'A', OPENAI_ORG: 'x', EMPTY: '' }
  const taken = {
    OPENAI_API_KEY: 'sk',
    openai_api_key: 'sk',
    OPENAI_BASE_URL: 'http://x',
    IKIGAI_HOME: '/x',
    IKIGAI_COMMAND: '1',
    GIT_DIR: '/x',
    GONE: undefined,
  }
  expect(childEnvironment({ ...kept, ...taken })).toEqual(kept)
})

test('children of an app that npm started find the programs that the user has, not those of the app', () => {
  const path = (...folders: string[]) => folders.join(delimiter)
  const own = path('/h/bin', '/usr/bin', '/h/tools/node_modules/.bin')
  const kept = { HOME: '/h', npm_config_registry: 'http://registry' }
  const given = {
    ...kept,
    PATH: path('/app/node_modules/.bin', '/node_modules/.bin', '/npm/lib/node-gyp-bin', own),
    INIT_CWD: '/app',
    npm_package_json: '/app/package.json',
    npm_config_local_prefix: '/app',
    npm_lifecycle_event: 'start',
  }
  const before = { ...kept, PATH: own }
  expect(childEnvironment(given)).toEqual(before)
  expect(childEnvironment(childEnvironment(given))).toEqual(before)
  const { npm_lifecycle_event: _, ...withoutNpm } = given
  expect(childEnvironment(withoutNpm)).toEqual(withoutNpm)
})

test('globs fit as models write them', () => {
  const names = ['a.ts', 'src/b.ts', 'src/x/c.tsx', '.github/ci.yml', 'src/.env', 'ünï\n.ts', 'src.ts/d']
  const fitting = (glob: string) => names.filter(globTest(glob))
  expect(fitting('*.ts')).toEqual(['a.ts', 'src/b.ts', 'ünï\n.ts'])
  expect(fitting('./src/**')).toEqual(['src/b.ts', 'src/x/c.tsx', 'src/.env'])
  expect(fitting('src/*')).toEqual(['src/b.ts', 'src/.env'])
  expect(fitting('**/*.{tsx,yml}')).toEqual(['src/x/c.tsx', '.github/ci.yml'])
  expect(fitting('.github/*')).toEqual(['.github/ci.yml'])
  expect(fitting('{.github,src}/*')).toEqual(['src/b.ts', '.github/ci.yml', 'src/.env'])
  expect(fitting('/a.ts')).toEqual(['a.ts'])
  expect(fitting('')).toEqual(names)
  expect(fitting('[')).toEqual([])
})

test('matches are read alike wherever the pieces end', () => {
  const name = fc.string({ minLength: 1, maxLength: 8 }).map((text) => `${text.replaceAll('\0', '')}n`)
  const text = fc.string({ maxLength: 8 }).map((line) => `${line.replaceAll(/[\n\r]/g, '')}.`)
  const match = fc.record({ path: name, line: fc.integer({ min: 1 }).map(String), text })
  fc.assert(
    fc.property(fc.array(match), fc.integer({ min: 1, max: 9 }), (matches, size) => {
      const all = matches.map((each) => `${each.path}\0${each.line}\0${each.text}\n`).join('')
      const take = grepRecords(100)
      const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
        all.slice(at * size, (at + 1) * size),
      )
      expect(pieces.flatMap(take)).toEqual(matches)
    }),
  )
})

test('a long matching line is cut however it arrives', () => {
  const take = grepRecords(5)
  expect(
    ['a|', '1|123', '45', '6789', '0\nb|2|12345\r\n'].map((piece) => piece.replaceAll('|', '\0')).flatMap(take),
  ).toEqual([
    { path: 'a', line: '1', text: '12345…' },
    { path: 'b', line: '2', text: '12345' },
  ])
})

test('names that are a typing error away are near, the same name in a near folder first', () => {
  const files = ['src/a/token.ts', 'src/b/token.ts', 'lib/tokens.ts', 'readme.md', 'src/b/Token.ts']
  expect(nearNames('src/b/tokne.ts', files)).toEqual(['src/b/token.ts', 'src/b/Token.ts', 'src/a/token.ts'])
  expect(nearNames('src/b/README.md', files)).toEqual(['readme.md'])
  expect(nearNames('quite.else', files)).toEqual([])
})

test('the distance of two words is the same both ways, and none of a word to itself', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(distance(a, b, 99)).toBe(distance(b, a, 99))
      expect(distance(a, b, 99) === 0).toBe(a === b)
      expect(distance(a, b, 99)).toBeLessThanOrEqual(Math.max(a.length, b.length))
    }),
  )
  expect([distance('ab', 'ba', 9), distance('abc', 'ac', 9), distance('abc', 'xyz', 9)]).toEqual([1, 1, 3])
})
