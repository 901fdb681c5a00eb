import { expect, test } from 'vitest'
import { parseFlags } from '../../main/host/flags.ts'
import { ownArguments } from '../../main/shell/arguments.ts'
import { startedFrom } from '../../scripts/root.ts'

const usual = { repo: null, browser: false, open: true, port: 0, approval: null }

test('without flags, everything is as usual', () => {
  expect(parseFlags([], '/here')).toEqual({ ok: true, value: { kind: 'start', flags: usual } })
})

test('reads every flag, and a relative path from where the person stands', () => {
  const args = ['--browser', '--no-open', '--port', '8123', '--repo', 'code/app', '--approval', 'full']
  expect(parseFlags(args, '/here')).toEqual({
    ok: true,
    value: {
      kind: 'start',
      flags: { repo: '/here/code/app', browser: true, open: false, port: 8123, approval: 'full' },
    },
  })
})

test('help and version win over the rest', () => {
  expect(parseFlags(['--help', '--port', 'x'], '/')).toEqual({ ok: true, value: { kind: 'help' } })
  expect(parseFlags(['--version'], '/')).toEqual({ ok: true, value: { kind: 'version' } })
})

test.each([
  [['--prot', '1'], "Unknown option '--prot'. --help lists the flags."],
  [['--port', 'x'], "--port 'x' is not a number from 0 to 65535. --help lists the flags."],
  [['--port', '65536'], "--port '65536' is not a number from 0 to 65535. --help lists the flags."],
  [['--port', '-1'], "Option '--port' argument is ambiguous. --help lists the flags."],
  [['--approval', 'all'], "--approval 'all' is not one of ask, edits, full. --help lists the flags."],
  [['--repo', ''], '--repo needs a path. --help lists the flags.'],
  [['--repo'], "Option '--repo <value>' argument missing. --help lists the flags."],
  [['folder'], "Unexpected argument 'folder'. --help lists the flags."],
])('a wrong flag is one clear line: %j', (args, sentence) => {
  expect(parseFlags(args, '/')).toEqual({ ok: false, fault: sentence })
})

test("Electron's own switches are not ours", () => {
  const own = ['--repo', '/r', '--approval', 'ask']
  expect(ownArguments(['electron', '--no-sandbox', '--inspect=0', '.', ...own, '--lang=de'], false)).toEqual(own)
  expect(ownArguments(['electron', '-r', '/hook.cjs', '--remote-debugging-port=0', '/app', ...own], false)).toEqual(own)
  expect(ownArguments(['/Ikigai.app/Ikigai', '-psn_0_1', ...own], true)).toEqual(own)
  expect(ownArguments(['electron', '.'], false)).toEqual([])
})

test('npm hides where a person stands; a plain start does not', () => {
  expect(startedFrom({ INIT_CWD: '/project', npm_lifecycle_event: 'start' })).toBe('/project')
  expect(startedFrom({ INIT_CWD: '/project' })).toBe(process.cwd())
  expect(startedFrom({})).toBe(process.cwd())
})
