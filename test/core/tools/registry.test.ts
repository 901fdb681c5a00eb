import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeCall, findTool, readCall, toolSpecs, tools } from '../../../main/core/tools/registry.ts'

const wrong = (name: string, args: string) => {
  const call = readCall(name, args)
  return call.ok ? null : call.fault
}

test('gates each tool by what it does', () => {
  const gated = Object.groupBy(tools, ({ kind }) => kind)
  expect(gated.edit?.map(({ name }) => name)).toEqual(['write_file', 'edit_file'])
  expect(gated.command?.map(({ name }) => name)).toEqual([
    'run_command',
    'git_commit',
    'git_cherry_pick',
    'git_merge',
    'agent_spawn',
  ])
  expect(findTool('nothing')).toBeUndefined()
})

test('tells the model an argument as a JSON schema, without bounds that say nothing', () => {
  expect(toolSpecs().find(({ name }) => name === 'run_command')?.parameters).toEqual({
    type: 'object',
    properties: {
      command: { type: 'string', minLength: 1, description: 'The command line, as typed into a shell.' },
      timeout_ms: {
        type: 'integer',
        minimum: 1,
        maximum: 3_600_000,
        description: 'Time limit in milliseconds, at most an hour.',
      },
    },
    required: ['command'],
    additionalProperties: false,
  })
})

test('reads a call, with null for what was left out', () => {
  expect(readCall('read_file', '{"path":"a","offset":null,"limit":3}')).toEqual({
    ok: true,
    value: { tool: findTool('read_file'), input: { path: 'a', limit: 3 } },
  })
  expect(readCall('list_files', '')).toMatchObject({ ok: true, value: { input: {} } })
})

test('says in a plain sentence what is wrong with a call', () => {
  expect(wrong('cat', '{}')).toBe(
    `There is no tool named cat. The tools are: ${tools.map(({ name }) => name).join(', ')}.`,
  )
  expect(wrong('read_file', '{"path": "a')).toMatch(
    /^The arguments of read_file are not a JSON object \(.*\)\. Nothing was done; make the call again with valid JSON\.$/,
  )
  expect(wrong('read_file', '["a"]')).toMatch(/not a JSON object \(they are an array\)/)
  expect(wrong('read_file', '"a"')).toMatch(/\(they are a string\)/)
  expect(wrong('edit_file', '{"file_path":"a","old_text":1}')).toBe(
    'edit_file was not run: path is missing; old_text: expected string, received number; new_text is missing. It takes path, old_text, new_text.',
  )
  expect(wrong('read_file', '{"path":"a","offset":"2"}')).toBe(
    'read_file was not run: offset: expected number, received string. It takes path, offset (optional), limit (optional).',
  )
  expect(wrong('read_file', '{"path":"a\\u0000b"}')).toMatch(/path: it contains a NUL character/)
})

test('describes a call in words', () => {
  expect(describeCall('read_file', '{"path":"a.ts"}')).toEqual({ verb: 'read', subject: 'a.ts' })
  expect(describeCall('run_command', '{"command":"npm test"}')).toEqual({ verb: 'run', subject: 'npm test' })
  expect(describeCall('search_files', '{"pattern":"x","glob":"*.ts"}')).toEqual({
    verb: 'search',
    subject: 'x in *.ts',
  })
  expect(describeCall('list_files', '{}')).toEqual({ verb: 'list', subject: '' })
})

test('describes a call that is unfinished, wrong or unknown as far as it goes', () => {
  expect(describeCall('write_file', '{"path":"src/\\"a\\".ts","content":"imp')).toEqual({
    verb: 'write',
    subject: 'src/"a".ts',
  })
  expect(describeCall('edit_file', '{"pa')).toEqual({ verb: 'edit', subject: '' })
  expect(describeCall('edit_file', '{"path":"a","old_text":3}')).toEqual({ verb: 'edit', subject: 'a' })
  expect(describeCall('run_command', '[]')).toEqual({ verb: 'run', subject: '' })
  expect(describeCall('teleport', '{"to":"x"}')).toEqual({ verb: 'teleport', subject: '' })
})

test('nothing that a model writes makes reading or describing a call throw', () => {
  const name = fc.constantFrom(...tools.map((tool) => tool.name), 'x', '__proto__', 'constructor')
  const args = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((text) => text.slice(0, -1)),
    fc.constant('{"__proto__":1}'),
  )
  fc.assert(
    fc.property(name, args, (tool, text) => {
      const call = readCall(tool, text)
      expect(call.ok || call.fault.length > 0).toBe(true)
      const { verb, subject } = describeCall(tool, text)
      expect([typeof verb, typeof subject]).toEqual(['string', 'string'])
    }),
  )
})
