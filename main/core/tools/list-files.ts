import { z } from 'zod'
import { globTest } from './globs.ts'
import { projectFiles } from './project-files.ts'
import { count, refused, shown, stopped } from './refusals.ts'
import { toolGlob } from './text-input.ts'
import { tool } from './tool.ts'

const mostFiles = 1000
const mostFolders = 40

const input = z.object({ glob: toolGlob })

/** Lists files by name. */
export const listFiles = tool({
  name: 'list_files',
  kind: 'read',
  description: `List the files of your directory, one path a line.

Files that git ignores are left out. At most ${mostFiles} come at once, with a note on what was left out. A name with a line break or a quotation mark in it is shown as a JSON string; pass on what the string stands for.`,
  input,
  describe: ({ glob }) => ({ verb: 'list', subject: glob ?? '' }),
  async run({ glob = '' }, context) {
    const files = await projectFiles(context)
    if (context.signal.aborted) return stopped
    if (!files.ok) return refused(files.fault)
    const fitting = files.value.filter(globTest(glob))
    const lines = fitting.slice(0, mostFiles).map(shown)
    if (fitting.length > mostFiles) lines.push(leftOut(fitting))
    const none = glob === '' ? 'There are no files yet.' : `No file fits ${shown(glob)}.`
    const content = lines.length > 0 ? lines.join('\n') : none
    return { outcome: 'ok', content, summary: count(fitting.length, 'file'), detail: null }
  },
})

/** What a list that was cut does not show, by folder, so that the next glob can be chosen. */
function leftOut(files: readonly string[]): string {
  const byFolder = Map.groupBy(files, (name) => (name.includes('/') ? `${name.split('/', 1)[0]}/` : './'))
  const folders = [...byFolder].toSorted(([, a], [, b]) => b.length - a.length).slice(0, mostFolders)
  const counts = folders.map(([folder, names]) => `${shown(folder)} ${names.length}`).join(', ')
  return `[The first ${mostFiles} of ${files.length} files. By folder: ${counts}. Narrow it with a glob, such as src/**/*.ts.]`
}
