import { readFile, stat } from 'node:fs/promises'
import fuzzysort from 'fuzzysort'
import { withoutCode } from '../../../preload/protocol/code-ranges.ts'
import type { Attachment } from '../../../preload/protocol/entry.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Git } from '../git/git.ts'
import { inside } from '../tools/inside.ts'
import { projectFiles } from '../tools/project-files.ts'
import { sayRefusal } from '../tools/refusals.ts'

/** What one attached file may be long, in bytes; a longer one is for `read_file`, which can read a part. */
const largest = 256 * 1024
const suggestions = 20
/** How long a repository may take to list its files while somebody types, in milliseconds. */
const listPatienceMs = 5000

type Problem = FaultOf<'file-not-attached'>

/**
 * The files that a message names with `@path`, read from the agent's directory.
 *
 * A word behind `@` that names no file is text: people write `@someone`.
 */
export async function attachedFiles(
  directory: string,
  text: string,
): Promise<{ files: Attachment[]; problems: Problem[] }> {
  const files: Attachment[] = []
  const problems: Problem[] = []
  for (const path of namedPaths(text)) {
    const read = await readAttachment(directory, path)
    if (!read.ok) problems.push(read.fault)
    else if (read.value) files.push(read.value)
  }
  return { files, problems }
}

/** Each path behind an `@` that begins a word outside of code, once; `@"a b.ts"` for one with spaces. */
export function namedPaths(text: string): string[] {
  const found = [...withoutCode(text).matchAll(/(?<![^\s(])@(?:"([^"\n]+)"|([^\s"]+))/g)]
  const paths = found.map(([, quoted, bare = '']) => quoted ?? bare.replace(/[.,;:!?)]+$/, ''))
  return [...new Set(paths)].filter((path) => path !== '')
}

async function readAttachment(directory: string, path: string): Promise<Result<Attachment | null, Problem>> {
  const place = await inside(directory, path, 'read')
  // `@..` or `@~` alone is a manner of speaking, not a path that somebody expects to be read
  if (!place.ok) return /[\\/]\S/.test(path) ? refuse(path, 'it is outside of the directory of this agent') : ok(null)
  const found = await stat(place.value.real).catch(() => null)
  if (!found?.isFile()) return ok(null)
  if (found.size > largest)
    return refuse(path, `it is larger than ${largest / 1024} KB; ask the agent to read the part that matters`)
  try {
    const content = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(place.value.real))
    return content.includes('\0') ? refuse(path, 'it is not text') : ok({ path, content })
  } catch (error) {
    return refuse(path, error instanceof TypeError ? 'it is not text' : 'it cannot be read')
  }
}

function refuse(path: string, why: string): Result<never, Problem> {
  return fail({ kind: 'file-not-attached', path, why })
}

/** Files of a directory that fit what was typed, best first; without a query the first few. */
export async function matchingFiles(
  git: Git,
  directory: string,
  query: string,
): Promise<Result<string[], FaultOf<'git-failed'>>> {
  const listed = await projectFiles({ git, directory, signal: AbortSignal.timeout(listPatienceMs) })
  if (!listed.ok) return fail({ kind: 'git-failed', verb: 'ls-files', reason: sayRefusal(listed.fault) })
  if (query === '') return ok(listed.value.slice(0, suggestions))
  return ok(fuzzysort.go(query, listed.value, { limit: suggestions }).map(({ target }) => target))
}
