import { z } from 'zod'
import type { ToolDisplay } from '../../../preload/protocol/entry.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { ToolSpec } from '../models/model.ts'
import { agentList } from './agent-list.ts'
import { agentSend } from './agent-send.ts'
import { agentSpawn } from './agent-spawn.ts'
import { editFile } from './edit-file.ts'
import { gitCherryPick } from './git-cherry-pick.ts'
import { gitCommit } from './git-commit.ts'
import { gitMerge } from './git-merge.ts'
import { listFiles } from './list-files.ts'
import { mark } from './mark.ts'
import { memoryRead } from './memory-read.ts'
import { memorySearch } from './memory-search.ts'
import { memoryWrite } from './memory-write.ts'
import { readFile } from './read-file.ts'
import { readMark } from './read-mark.ts'
import { sayRefusal } from './refusals.ts'
import { runCommand } from './run-command.ts'
import { searchFiles } from './search-files.ts'
import type { Tool } from './tool.ts'
import { writeFile } from './write-file.ts'

/** What the model can call, in the order it is told. */
export const tools: readonly Tool[] = [
  readFile,
  writeFile,
  editFile,
  listFiles,
  searchFiles,
  runCommand,
  gitCommit,
  gitCherryPick,
  gitMerge,
  memoryWrite,
  memoryRead,
  memorySearch,
  mark,
  readMark,
  agentSpawn,
  agentList,
  agentSend,
]

/** The tool of this name. */
export function findTool(name: string): Tool | undefined {
  return tools.find((candidate) => candidate.name === name)
}

/** The tools as a model's API takes them. */
export function toolSpecs(): ToolSpec[] {
  return tools.map(({ name, description, input }) => ({ name, description, parameters: schemaOf(input) }))
}

/** A call that may run: its arguments are valid. */
export type ReadCall = { tool: Tool; input: unknown }

/**
 * Reads a call as the model wrote it. What is wrong with it comes as a sentence for the model.
 *
 * A null stands for an argument that was left out: some APIs make models write all of them.
 */
export function readCall(name: string, args: string): Result<ReadCall, string> {
  const tool = findTool(name)
  if (!tool) return fail(sayRefusal({ kind: 'unknown-tool', name, names: tools.map((each) => each.name) }))
  const given = objectIn(args)
  if (!given.ok) return fail(sayRefusal({ kind: 'arguments-malformed', tool: name, reason: given.fault }))
  const present = Object.fromEntries(Object.entries(given.value).filter(([, value]) => value !== null))
  const input = tool.input.safeParse(present)
  if (input.success) return ok({ tool, input: input.data })
  const wrong = input.error.issues.map((issue) => wrongIn(issue, present))
  return fail(sayRefusal({ kind: 'arguments-wrong', tool: name, wrong, takes: takes(tool) }))
}

/** A call in words, also while its arguments are still being written or when they make no sense. */
export function describeCall(name: string, args: string): ToolDisplay {
  const tool = findTool(name)
  if (!tool) return { verb: name, subject: '' }
  const call = readCall(name, args)
  if (call.ok) return tool.describe(call.value.input)
  // A description is made of texts alone, so those that are there will do, and none for the others.
  const none = Object.fromEntries(required(tool).map((key) => [key, '']))
  return tool.describe({ ...none, ...textsIn(args) })
}

function objectIn(args: string): Result<Record<string, unknown>, string> {
  if (args.trim() === '') return ok({})
  try {
    const value: unknown = JSON.parse(args)
    if (isObject(value)) return ok(value)
    return fail(
      Array.isArray(value) ? 'they are an array' : `they are ${value === null ? 'null' : `a ${typeof value}`}`,
    )
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function wrongIn(issue: z.core.$ZodIssue, given: Record<string, unknown>): string {
  const [key] = issue.path
  if (typeof key !== 'string') return issue.message
  if (!(key in given)) return `${key} is missing`
  const message = issue.message.replace(/^Invalid input: |^Too (?:big|small): /, '')
  return `${key}: ${message}`
}

const takes = (tool: Tool) => {
  const needed = new Set(required(tool))
  return Object.keys(propertiesOf(tool)).map((key) => (needed.has(key) ? key : `${key} (optional)`))
}

function schemaOf(input: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(input, {
    override: ({ jsonSchema }) => {
      // Zod's own bounds of a safe integer say nothing to a model.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return schema
}

const propertiesOf = (tool: Tool) => {
  const { properties } = schemaOf(tool.input)
  return isObject(properties) ? properties : {}
}

function required(tool: Tool): string[] {
  const list = schemaOf(tool.input).required
  return Array.isArray(list) ? list.map(String) : []
}

const longestLook = 4000

/** The texts that are already whole in the arguments, which may break off anywhere; only their beginning is looked at. */
function textsIn(args: string): Record<string, string> {
  const pairs = args.slice(0, longestLook).matchAll(/"(\w+)"\s*:\s*("(?:[^"\\\n]|\\.)*")/g)
  return Object.fromEntries(
    [...pairs].flatMap(([, key = '', text = '']) => {
      const read = objectIn(`{"text":${text}}`)
      return read.ok ? [[key, String(read.value.text)]] : []
    }),
  )
}
