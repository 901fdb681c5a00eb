import { z } from 'zod'
import { diskRefusal } from './disk-refusal.ts'
import { type Inside, inside } from './inside.ts'
import { readLines, type Stretch } from './lines.ts'
import { nearNames } from './near-names.ts'
import { projectFiles } from './project-files.ts'
import { count, type Refusal, refused, shown, stopped } from './refusals.ts'
import { openFile } from './text-file.ts'
import { toolPath } from './text-input.ts'
import { type ToolContext, type ToolOutcome, tool } from './tool.ts'

const mostLines = 2000
const mostCharacters = 64_000
const lineLength = 2000

const input = z.object({
  path: toolPath,
  offset: z.int().min(1).optional().describe('First line to read, counted from 1.'),
  limit: z.int().min(1).optional().describe(`How many lines to read, at most ${mostLines}.`),
})

/** Reads a text file, or a stretch of its lines. */
export const readFile = tool({
  name: 'read_file',
  kind: 'read',
  description: `Read a text file.

Returns the text as it is, without line numbers, so that it can be copied into edit_file. At most ${mostLines} lines or ${mostCharacters / 1000} KB come at once; a note at the end says which offset reads on. Lines longer than ${lineLength} characters are cut.`,
  input,
  describe: ({ path }) => ({ verb: 'read', subject: path }),
  async run({ path, offset = 1, limit = mostLines }, context) {
    const at = await inside(context.directory, path, 'read')
    if (!at.ok) return refused(at.fault)
    const opened = await openFile(at.value, true)
    if (!opened.ok) return refused(await withNear(opened.fault, at.value, context))
    const limits = { offset, lines: Math.min(limit, mostLines), characters: mostCharacters, lineLength }
    try {
      const stream = opened.value.handle.createReadStream({ signal: context.signal })
      return outcomeOf(at.value.name, offset, limit, await readLines(stream, limits))
    } catch (error) {
      return context.signal.aborted ? stopped : refused(diskRefusal(at.value.name, error))
    } finally {
      await opened.value.handle.close()
    }
  },
})

function outcomeOf(path: string, offset: number, limit: number, found: Stretch): ToolOutcome {
  if (found.binary) return refused({ kind: 'binary', path })
  if (found.seen === 0) return told(`${shown(path)} is empty.`, 'empty')
  if (found.lines.length === 0) return refused({ kind: 'past-end', path, offset, lines: found.seen })

  const last = offset + found.lines.length - 1
  const notes = [
    found.next !== null && `[Lines ${offset} to ${last}; the file goes on. Read on with offset ${found.next}.]`,
    found.cut && '[Long lines were cut. To see a whole line, take it apart with run_command.]',
    found.replaced && '[Some characters are not UTF-8 and are shown as \ufffd.]',
  ].filter((note) => note !== false)
  const whole = offset === 1 && found.next === null
  const summary = whole || found.lines.length === limit ? count(found.lines.length, 'line') : `lines ${offset}–${last}`
  return told([...found.lines, ...notes].join('\n'), summary)
}

const told = (content: string, summary: string): ToolOutcome => ({ outcome: 'ok', content, summary, detail: null })

/** Adds the names that a missing file may have been meant to have. */
async function withNear(refusal: Refusal, at: Inside, context: ToolContext): Promise<Refusal> {
  if (refusal.kind !== 'not-found') return refusal
  const files = await projectFiles(context)
  return files.ok ? { ...refusal, near: nearNames(at.name, files.value) } : refusal
}
