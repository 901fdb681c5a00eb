import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { makeRepository, runGit } from '../helpers/temporary.ts'

/** How many files share a folder, and how many folders another. */
const each = 20
const commits = 20
/**
 * The longest file, in bytes. Half of the files are shorter than an eighth of it, and their mean is a quarter of it,
 * which is less than in the sources of zod or openai (9 and 12 KB).
 */
const long = 24_000

/**
 * Makes a repository of so many files with a short history on `main`, checked
 * out: source files of all lengths, in folders four deep.
 */
export async function makeLargeRepository(path: string, files: number): Promise<void> {
  makeRepository(path, {})
  const child = spawn('git', ['fast-import', '--quiet', '--depth=0'], {
    cwd: path,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const ended = once(child, 'close')
  await pipeline(Readable.from(history(files)), child.stdin)
  const [code] = await ended
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`)
  runGit(path, 'reset', '--quiet', '--hard', 'main')
}

/** Where the file of this number is. */
export function pathOf(file: number): string {
  const [folder, module, area] = [each, each * each, each * each * each].map((size) => Math.floor(file / size))
  return `packages/area-${area}/module-${module}/src/part-${folder}/file-${file}.ts`
}

/** What the file of this number says; the same file says the same in every run. */
export function contentOf(file: number, version = 0): string {
  const part = ((file * 7919) % 1000) / 1000
  const length = Math.round(200 + long * part ** 3)
  const start = (file * 104_729) % (prose.length - length)
  return `export const file${file} = ${version}\n${prose.slice(start, start + length)}\n`
}

function* history(files: number): Generator<string> {
  for (let commit = 0; commit < commits; commit += 1) {
    const said = `Change ${commit}`
    const date = `${1_700_000_000 + commit * 3600} +0000`
    yield `commit refs/heads/main\nmark :${commit + 1}\ncommitter Test <test@example.org> ${date}\n${blob(said)}`
    if (commit > 0) yield `from :${commit}\n`
    const touched = commit === 0 ? files : 10
    for (let at = 0; at < touched; at += 1) {
      const file = commit === 0 ? at : (commit * 389 + at * 31) % files
      yield `M 100644 inline ${pathOf(file)}\n${blob(contentOf(file, commit))}`
    }
    yield '\n'
  }
}

const blob = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`

/** Lines that look like a program's, none of them twice. */
const prose = Array.from({ length: 20_000 }, (_, at) => {
  const number = (at * 2_654_435_761) % 4_294_967_296
  return `  const value${number.toString(36)} = compute(${at}, other[${number % 97}], 'word ${(number >>> 7).toString(36)}')`
}).join('\n')
