import { filesIn, freeName, kindsOf, notes, stem } from '../notes.ts'
import { openingsInWords } from '../openings.ts'
import { fenced, heldBack, lastDone, outcomeOf, type Scene, wrote } from '../scene.ts'
import type { Story } from '../story.ts'
import type { SaidTurn } from '../turn.ts'

/** The first conversation, whatever a person types: look around, write a file, show it, say what to try next. */
export const welcome: Story = {
  fits: ({ first }) => first,
  play(scene) {
    if (lastDone(scene, 'run_command')) return summary(scene)
    if (lastDone(scene, 'write_file')) return show(scene)
    if (lastDone(scene, 'list_files')) return write(scene)
    return begin(scene)
  },
}

const introduction = `Hello! I am **Ikigai's demo model**: a script, not an AI. Whatever you write first, I play this short tour. My tool calls are real, though: they work on the repository that is open, and you decide about those that change something.`

function begin(scene: Scene): SaidTurn {
  if (!scene.tools.has('list_files')) return { text: `${introduction}\n\n${hints}` }
  return {
    text: `${introduction}\n\nFirst I look around: the list of files and the readme, both at once.`,
    toolCalls: [
      { name: 'list_files', arguments: {} },
      { name: 'read_file', arguments: { path: 'README.md' } },
    ],
  }
}

function write(scene: Scene): SaidTurn {
  const listed = scene.done.find(({ name }) => name === 'list_files')
  const files = allFiles(scene)
  if (files === null) {
    const why =
      listed && heldBack(listed) === 'denied' ? 'You denied the list of files' : 'The list of files did not come'
    return runStatus(scene, `${why}, so I write nothing: I could overwrite something of yours.`)
  }
  const found = `I see ${files.length === 1 ? 'one file' : `${files.length} files`}${kindsOf(files)}. ${readmeIn(scene, files)}`
  if (!scene.tools.has('write_file')) return runStatus(scene, found)
  if (wasCut(scene)) {
    return { text: `${found} More than I was shown, so I look which name is free.`, toolCalls: [lookAtNotes] }
  }
  const path = freeName(files)
  return {
    text: `${found}\n\nNow I write one small file, \`${path}\`. The name is free, so nothing is overwritten.`,
    toolCalls: [{ name: 'write_file', arguments: { path, content: notes(files) } }],
  }
}

const lookAtNotes = { name: 'list_files', arguments: { glob: `${stem}*` } }

/** Whether only the beginning of a long list came, and nobody has looked for the notes in particular yet. */
function wasCut(scene: Scene): boolean {
  const lists = scene.done.filter(({ name }) => name === 'list_files')
  return lists.length === 1 && lists.some(({ result }) => /^\[The first /m.test(result))
}

/** Files of all lists together; null where one of them did not come. */
function allFiles(scene: Scene): string[] | null {
  const lists = scene.done.filter(({ name }) => name === 'list_files').map(filesIn)
  return lists.includes(null) ? null : [...new Set(lists.flatMap((files) => files ?? []))]
}

function readmeIn(scene: Scene, files: readonly string[]): string {
  if (!files.some((name) => /^readme(\.\w+)?$/i.test(name))) return 'There is no readme, which is fine.'
  const read = lastDone(scene, 'read_file')
  const heading = files.includes('README.md') && read ? /^#\s+(.+)$/m.exec(read.result)?.[1] : undefined
  return heading ? `The readme is headed “${heading.trim()}”.` : 'There is a readme too.'
}

function show(scene: Scene): SaidTurn {
  const written = lastDone(scene, 'write_file')
  if (!written || !wrote(written)) {
    const denied = written && heldBack(written) === 'denied'
    return runStatus(
      scene,
      denied ? 'You denied the file, so there is none. That is all it takes.' : notWritten(written?.result),
    )
  }
  const path = String(written.arguments['path'])
  return runStatus(
    scene,
    'The file is there. Let us see what git says.',
    `git status --short && git diff --no-index /dev/null ${path} || true`,
  )
}

const notWritten = (reason = '') => `The file could not be written: ${reason.split('\n')[0] || 'no reason was given.'}`

function runStatus(scene: Scene, text: string, command = 'git status --short'): SaidTurn {
  if (!scene.tools.has('run_command')) return summary(scene, text)
  return { text, toolCalls: [{ name: 'run_command', arguments: { command } }] }
}

const hints = `**What to try next**

- Write \`status\`, \`edit\`, \`markdown\`, \`long\` or \`error\`: I have a short scene for each.
- \`/agent new\` makes another agent; \`Ctrl+\\\` switches between them.
- \`/help\` lists all commands, and \`Esc\` stops a reply.
- For a real model enter an API key in Settings, or set \`OPENAI_API_KEY\`; \`OPENAI_BASE_URL\` reaches a local one.

${openingsInWords}`

function summary(scene: Scene, lead = ''): SaidTurn {
  const written = lastDone(scene, 'write_file')
  const content = String(written?.arguments['content'] ?? '')
  const added = content
    .trimEnd()
    .split('\n')
    .map((line) => `+${line}`)
  const path = String(written?.arguments['path'])
  const diff =
    written && wrote(written)
      ? `This is what I added, and all that I changed:\n\n${fenced('diff', ['--- /dev/null', `+++ b/${path}`, `@@ -0,0 +1,${added.length} @@`, ...added].join('\n'))}`
      : 'I changed nothing.'
  const rows = scene.done.map((done) => `| \`${done.name}\` | ${subjectOf(done.arguments)} | ${outcomeOf(done)} |`)
  const table = ['| Call | On | Outcome |', '| --- | --- | --- |', ...rows].join('\n')
  const farewell = written && wrote(written) ? `\n\nYou can delete \`${path}\` whenever you like.` : ''
  return {
    text: [lead, `That was the tour. ${diff}`, table, `${hints}${farewell}`].filter((part) => part !== '').join('\n\n'),
  }
}

function subjectOf(args: Record<string, unknown>): string {
  const subject = args['path'] ?? args['command'] ?? args['glob']
  return typeof subject === 'string' ? `\`${subject.replaceAll('|', '\\|')}\`` : 'all files'
}
