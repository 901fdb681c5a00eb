import { z } from 'zod'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import { diffOf, sumOf } from './changes.ts'
import { type Inside, inside } from './inside.ts'
import { inTurn, putFile } from './put-file.ts'
import { type Refusal, refused, shown } from './refusals.ts'
import { replaceText } from './replace-text.ts'
import { readText } from './text-file.ts'
import { text, toolPath } from './text-input.ts'
import { tool } from './tool.ts'

const input = z.object({
  path: toolPath,
  old_text: text.describe('The text to replace, exactly as it is in the file. It must occur there once.'),
  new_text: text.describe('What to put in its place. Empty removes the text.'),
})

/** Changes one place of a text file. */
export const editFile = tool({
  name: 'edit_file',
  kind: 'edit',
  description: `Replace one piece of text in a file.

old_text must match the file exactly, indentation included, and must occur exactly once: copy it from read_file and add lines around it until it is unique. Line ends are kept as the file has them, so write plain line breaks. To change several places, make several calls. To replace a whole file, use write_file.`,
  input,
  describe: ({ path }) => ({ verb: 'edit', subject: path }),
  async preview(asked, context) {
    const change = await plan(context.directory, asked)
    return change.ok ? diffOf(change.value.at.name, change.value.before, change.value.after) : null
  },
  async run(asked, context) {
    const at = await inside(context.directory, asked.path, 'write')
    if (!at.ok) return refused(at.fault)
    return inTurn(at.value.real, async () => {
      const change = await plan(context.directory, asked)
      if (!change.ok) return refused(change.fault)
      const { before, after } = change.value
      const put = await putFile(change.value.at, after)
      if (!put.ok) return refused(put.fault)
      const detail = diffOf(at.value.name, before, after)
      const summary = sumOf(detail)
      return { outcome: 'ok', content: `Edited ${shown(at.value.name)}: ${summary} lines.`, summary, detail }
    })
  },
})

type Change = { at: Inside; before: string; after: string }

async function plan(directory: string, asked: z.infer<typeof input>): Promise<Result<Change, Refusal>> {
  const at = await inside(directory, asked.path, 'write')
  if (!at.ok) return at
  const before = await readText(at.value)
  if (!before.ok) return before
  const after = replaceText(at.value.name, before.value, asked.old_text, asked.new_text)
  return after.ok ? ok({ at: at.value, before: before.value, after: after.value }) : after
}
