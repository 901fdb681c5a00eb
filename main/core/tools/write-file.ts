import { z } from 'zod'
import { type Diff, diffOf, sumOf } from './changes.ts'
import { type Inside, inside } from './inside.ts'
import { inTurn, putFile } from './put-file.ts'
import { count, refused, shown } from './refusals.ts'
import { usesCrlf } from './replace-text.ts'
import { readText } from './text-file.ts'
import { toolPath } from './text-input.ts'
import { tool } from './tool.ts'

const input = z.object({
  path: toolPath,
  content: z.string().describe('The whole new content of the file.'),
})

/** Makes a file, or replaces it whole. */
export const writeFile = tool({
  name: 'write_file',
  kind: 'edit',
  description: `Create a file, or replace the whole content of one that exists.

Missing folders are made. The content is written exactly as given, in UTF-8. To change a part of a file use edit_file: it is shorter and cannot lose the rest.`,
  input,
  describe: ({ path }) => ({ verb: 'write', subject: path }),
  async preview({ path, content }, context) {
    const at = await inside(context.directory, path, 'write')
    if (!at.ok) return null
    const before = await textBefore(at.value)
    return changeFrom(before, at.value.name, content)
  },
  async run({ path, content }, context) {
    const at = await inside(context.directory, path, 'write')
    if (!at.ok) return refused(at.fault)
    return inTurn(at.value.real, async () => {
      const before = await textBefore(at.value)
      const put = await putFile(at.value, content)
      if (!put.ok) return refused(put.fault)
      const detail = changeFrom(before, at.value.name, content)
      const did = before.kind === 'none' ? 'Created' : 'Replaced'
      const lost = before.kind === 'text' && usesCrlf(before.text) && !usesCrlf(content)
      const said = `${did} ${shown(at.value.name)}: ${count(linesOf(content), 'line')}.`
      return {
        outcome: 'ok',
        content: lost ? `${said} Its lines ended with CRLF before and end with LF now.` : said,
        summary: sumOf(detail),
        detail,
      }
    })
  },
})

type Before = { kind: 'none' } | { kind: 'text'; text: string } | { kind: 'unreadable' }

async function textBefore(at: Inside): Promise<Before> {
  const read = await readText(at)
  if (read.ok) return { kind: 'text', text: read.value }
  return read.fault.kind === 'not-found' ? { kind: 'none' } : { kind: 'unreadable' }
}

/** What was no text, or too large, has no lines to compare with: the change is told without a patch. */
function changeFrom(before: Before, name: string, content: string): Diff {
  if (before.kind !== 'unreadable') return diffOf(name, before.kind === 'text' ? before.text : '', content)
  return { kind: 'diff', path: name, patch: '', added: linesOf(content), removed: 0 }
}

const linesOf = (text: string) => (text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0))
