import { z } from 'zod'
import type { CodeFile } from './code/feature.ts'
import { filesIn } from './notes.ts'
import { type Call, command, ran, type Step, succeeded } from './play.ts'
import { type Done, pathsWritten, type Scene, wrote } from './scene.ts'

/** Where a story writes its code, and how its tests are run there. */
export type Place = {
  /** What the folders below `src` and `test` are called: nobody else has one of this name. */
  folder: string
  extension: 'js' | 'mjs'
  /** `npm test` where that is Node's own test runner. */
  runner: 'npm test --' | 'node --test'
  readme: string
  branch: string | null
  /** Whether everything was committed before the story began. */
  clean: boolean
}

const statusCommand = 'git status --short --branch'

/** The first steps: what is here, and then what that says. */
export function looking(folder: string, text: string): Step[] {
  const glob = `{package.json,README.md,src/${folder}*/**,test/${folder}*/**}`
  return [
    () => ({ text, calls: [{ name: 'list_files', arguments: {} }, command(statusCommand)] }),
    (done) => {
      const listed = done.find(({ name }) => name === 'list_files')
      if (!/^\[The first /m.test(listed?.result ?? '')) return null
      return {
        text: 'Many files, so I ask for those that matter.',
        calls: [{ name: 'list_files', arguments: { glob } }],
      }
    },
    (done) => {
      const listed = listedIn(done) ?? []
      const there = ['package.json', 'README.md'].filter((path) => listed.includes(path))
      const calls = there.map((path): Call => ({ name: 'read_file', arguments: { path } }))
      return calls.length === 0 ? null : { text: `${there.map((path) => `\`${path}\``).join(' and ')} first.`, calls }
    },
  ]
}

/** Reads what the first steps have found; a sentence where nothing can be written. */
export function placeOf(scene: Scene, done: readonly Done[], folder: string): Place | string {
  const status = ran(done, statusCommand)
  const listed = listedIn(done)
  if (!succeeded(status)) return 'Git does not say how things stand here, so I change nothing.'
  if (listed === null)
    return 'The list of files did not come. I could overwrite something of yours, so I write nothing.'
  const [first = '', ...changes] = status.result.split('\n').filter((line) => line !== '')
  const manifest = readPackage(textOf(done, 'package.json'))
  return {
    folder: freeFolder(folder, listed, pathsWritten(scene.earlier)),
    extension: manifest.type === 'module' ? 'js' : 'mjs',
    runner: usesNodeTest(manifest.scripts.test) ? 'npm test --' : 'node --test',
    readme: textOf(done, 'README.md'),
    branch: /^## (?:No commits yet on )?([^\s.]+(?:\.[^\s.]+)*)/.exec(first)?.[1] ?? null,
    clean: changes.length === 0,
  }
}

/** Whether a test command is Node's test runner and nothing else, so that files can be named behind it. */
export const usesNodeTest = (script: string | undefined) => /^node --test\b(?!.*[;&|])/.test(script ?? '')

/** Files of all lists together; null where one of them did not come. */
function listedIn(done: readonly Done[]): string[] | null {
  const lists = done.filter(({ name }) => name === 'list_files').map(filesIn)
  return lists.length === 0 || lists.includes(null) ? null : lists.flatMap((files) => files ?? [])
}

/** The text of a file as it was read; empty where it was not. */
export function textOf(done: readonly Done[], path: string): string {
  return done.find((one) => one.name === 'read_file' && one.arguments['path'] === path)?.result ?? ''
}

const manifestShape = z.object({
  type: z.string().optional(),
  scripts: z.record(z.string(), z.string()).default({}),
})
type Manifest = z.infer<typeof manifestShape>

export function readPackage(text: string): Manifest {
  try {
    return manifestShape.parse(JSON.parse(text))
  } catch {
    return { scripts: {} }
  }
}

/** A story that is played again in the same conversation writes its own files again. */
function freeFolder(wished: string, listed: readonly string[], own: ReadonlySet<string>): string {
  const others = listed.filter((path) => !own.has(path)).map((path) => path.toLowerCase())
  const isTaken = (name: string) => others.some((path) => /^(src|test)\//.test(path) && path.split('/')[1] === name)
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wished : `${wished}-demo${number === 2 ? '' : `-${number - 1}`}`
    if (!isTaken(name)) return name
  }
}

/** A path or a text of a story's code, moved from the folder that it was written for to where it goes. */
export function placed(text: string, wished: string, { folder, extension }: Place): string {
  const moved = text.replaceAll(`src/${wished}/`, `src/${folder}/`).replaceAll(`test/${wished}/`, `test/${folder}/`)
  return extension === 'js' ? moved : moved.replace(/\.js(?=['"]|$)/gm, `.${extension}`)
}

/** Files of a story as calls that write them. */
export function writes(files: readonly CodeFile[], wished: string, place: Place): Call[] {
  return files.map(({ path, text }) => ({
    name: 'write_file',
    arguments: { path: placed(path, wished, place), content: placed(text, wished, place) },
  }))
}

/** The command that runs the tests among these files. */
export function testing(files: readonly CodeFile[], wished: string, place: Place): Call {
  const tests = files.map(({ path }) => placed(path, wished, place)).filter((path) => path.startsWith('test/'))
  return command([place.runner, ...tests].join(' '))
}

/** The sentence about a file that could not be written; null where all were. */
export function unwritten(done: readonly Done[]): string | null {
  const failed = done.find((one) => /^(write|edit)_file$/.test(one.name) && !wrote(one))
  return failed
    ? `\`${String(failed.arguments['path'])}\` could not be written, so I stop here. ${failed.result}`
    : null
}
