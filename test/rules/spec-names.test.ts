import { expect, test } from 'vitest'
import { z } from 'zod'
import { commands } from '../../main/core/commands/registry.ts'
import { toolSpecs } from '../../main/core/tools/registry.ts'

/** The names that scripts, models and people count on: tool arguments, `?` for those that may be left out. */
const tools: Record<string, string[]> = {
  read_file: ['path', 'offset?', 'limit?'],
  write_file: ['path', 'content'],
  edit_file: ['path', 'old_text', 'new_text'],
  list_files: ['glob?'],
  search_files: ['pattern', 'glob?'],
  run_command: ['command', 'timeout_ms?'],
  git_commit: ['message'],
  git_cherry_pick: ['commits', 'onto'],
  git_merge: ['source', 'into'],
  memory_write: ['title', 'content', 'alias?', 'ref?'],
  memory_read: ['ref'],
  memory_search: ['query'],
  mark: ['label'],
  read_mark: ['label'],
  agent_spawn: ['name', 'prompt', 'worktree?'],
  agent_list: [],
  agent_send: ['to', 'text'],
}

/** Tools that are still to come. This list may only shrink. */
const toolsToCome: string[] = []

const commandNames = [
  ...['agent new', 'agent list', 'agent', 'agent rename', 'agent merge', 'agent close', 'agent restore'],
  ...['mark', 'rewind', 'clear', 'history', 'sessions', 'load', 'search'],
  ...['memory list', 'memory show', 'memory merge', 'memory delete', 'memory alias'],
  ...['branch', 'commit', 'diff', 'model', 'send', 'export', 'help', 'quit'],
]

/** Commands that are still to come. This list may only shrink. */
const commandsToCome: string[] = []

const parameters = z.object({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
})

/** The arguments of a tool as its schema tells the model. */
function argumentsOf(schema: unknown): string[] {
  const { properties, required } = parameters.parse(schema)
  return Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`))
}

/** What is promised and not there, and what is there and was not promised. */
function differences(promised: string[], there: string[]): string[] {
  return [
    ...promised.filter((name) => !there.includes(name)).map((name) => `${name} is missing`),
    ...there.filter((name) => !promised.includes(name)).map((name) => `${name} is nobody's promise`),
  ]
}

const without = (all: string[], some: string[]) => all.filter((name) => !some.includes(name))

test('every tool has its fixed name and arguments', () => {
  const there = Object.fromEntries(toolSpecs().map((tool) => [tool.name, argumentsOf(tool.parameters)]))
  expect(differences(without(Object.keys(tools), toolsToCome), Object.keys(there))).toEqual([])
  expect(there).toEqual(Object.fromEntries(Object.keys(there).map((name) => [name, tools[name]])))
})

test('every command has its fixed name', () => {
  const there = commands.map(({ name }) => name)
  expect(differences(without(commandNames, commandsToCome), there)).toEqual([])
})

test('a name that is missing and one that is new are found', () => {
  expect(differences(['a', 'b'], ['b', 'c'])).toEqual(['a is missing', "c is nobody's promise"])
  expect(argumentsOf({ properties: { path: {}, limit: {} }, required: ['path'] })).toEqual(['path', 'limit?'])
})
