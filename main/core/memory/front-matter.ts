import { parse, stringify } from 'yaml'
import { z } from 'zod'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { MemoryContent } from '../../../preload/protocol/memory.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'

export type Imported = { title: string; alias: string | null; content: string }

/** YAML takes `2026` for a number, and whoever wrote it did not. */
const words = z.union([z.string().min(1), z.number().transform(String)])
const header = z.object({ title: words, alias: words.nullish() })

/** A document as a markdown file: what is known of it in front matter, then its content as it is. */
export function toMarkdown({ document, version, content }: MemoryContent): string {
  const { number, alias } = document
  const { title, author, branch, commit, at } = version
  const known = {
    title,
    ...(alias === null ? {} : { alias }),
    memory: `#mem-${number}`,
    version: version.version,
    author: author ?? 'a person',
    ...(branch === null ? {} : { branch }),
    ...(commit === null ? {} : { commit }),
    written: new Date(at).toISOString(),
  }
  return `---\n${stringify(known)}---\n\n${content}`
}

/** Reads such a file; of the front matter only title and alias are taken over. */
export function fromMarkdown(text: string): Result<Imported, FaultOf<'memory-unreadable'>> {
  const parts = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n(?:\r?\n)?|$)([\s\S]*)$/.exec(text)
  if (!parts) return fail({ kind: 'memory-unreadable', why: 'it has no front matter', unformed: true })
  const [, front = '', content = ''] = parts
  const known = header.safeParse(readYaml(front))
  if (!known.success) {
    const noTitle = known.error.issues.some(({ path }) => path[0] !== 'alias')
    const why = noTitle ? 'its front matter has no title' : 'its alias is no word'
    return fail({ kind: 'memory-unreadable', why, unformed: noTitle })
  }
  return ok({ title: known.data.title, alias: known.data.alias ?? null, content })
}

function readYaml(front: string): unknown {
  try {
    return parse(front, { maxAliasCount: 0, logLevel: 'silent' })
  } catch {
    return null // it is no YAML, so it names no title
  }
}
