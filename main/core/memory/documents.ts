import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { DeletedMemory, MemoryContent, MemoryDocument } from '../../../preload/protocol/memory.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { agentOf, type Project } from '../project.ts'
import {
  insertMemory,
  insertVersion,
  type MemoryRow,
  readContent,
  readDeleted,
  readMemory,
  readNumbers,
  readReferences,
  readVersionOnPath,
  readVersions,
  setAlias,
  setDeleted,
} from '../store/memory.ts'
import { checkAlias, readReference } from './references.ts'

export type WriteWish = {
  title: string
  content: string
  /** Null takes it away; left out it stays as it is. */
  alias?: string | null | undefined
  /** The document that gets a new version; null: a new one. */
  ref: string | null
  /** Who writes; null: a person. */
  agentId: string | null
}

export type WriteFault = FaultOf<'memory-missing' | 'bad-alias' | 'alias-taken' | 'bad-title'>

const longestTitle = 200

/**
 * Writes a document, or a new version of one: versions are only ever added, so
 * that of two who write at once neither loses.
 */
export async function writeMemory(project: Project, wish: WriteWish): Promise<Result<MemoryDocument, WriteFault>> {
  const title = wish.title.trim().split(/\s+/).join(' ')
  if (title === '' || title.length > longestTitle) {
    const why = title === '' ? 'it is empty' : `it is longer than ${longestTitle} characters`
    return fail({ kind: 'bad-title', title: title.slice(0, longestTitle), why })
  }
  const by = await standing(project, wish.agentId)
  return project.memoryInOrder(async () => {
    const there = wish.ref === null ? ok(null) : await findMemory(project, wish.ref)
    if (!there.ok) return there
    const number = there.value?.number ?? null
    const alias = wish.alias === undefined ? ok(undefined) : await freeAlias(project, wish.alias, number)
    if (!alias.ok) return alias
    const written = await project.database.write([
      ...(number === null ? [insertMemory(project.info.id, alias.value ?? null)] : []),
      ...(number !== null && alias.value !== undefined ? [setAlias(number, alias.value)] : []),
      insertVersion(number, { title, content: wish.content, ...by, at: project.clock() }),
    ])
    return ok(await announce(project, Number(written.at(-1)?.[0]?.number)))
  })
}

/** Who writes, and where that agent stands. */
async function standing(project: Project, agentId: string | null) {
  if (agentId === null) return { agentId, author: null, branch: null, commit: null }
  const { name, directory, status } = agentOf(project, agentId)
  const head = await project.git(directory, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])
  return { agentId, author: name, branch: status.branch, commit: head.exit === 0 ? head.stdout.trim() : null }
}

/** The project's document that a reference means: a number, or an alias, with or without `#mem-`. Those of other projects are none of its own. */
export async function findMemory(project: Project, ref: string): Promise<Result<MemoryRow, FaultOf<'memory-missing'>>> {
  const row = await readMemory(project.database, project.info.id, readReference(ref))
  return row && row.deletedAt === null ? ok(row) : fail({ kind: 'memory-missing', ref: withPrefix(ref) })
}

const withPrefix = (ref: string) => (/^#?mem-/.test(ref.trim()) ? ref.trim().replace(/^#?/, '#') : `#mem-${ref.trim()}`)

async function freeAlias(
  project: Project,
  wish: string | null,
  number: number | null,
): Promise<Result<string | null, FaultOf<'bad-alias' | 'alias-taken'>>> {
  if (wish === null) return ok(null)
  const alias = checkAlias(wish)
  if (!alias.ok) return alias
  const holder = await readMemory(project.database, project.info.id, { alias: alias.value })
  return holder && holder.number !== number
    ? fail({ kind: 'alias-taken', alias: alias.value, number: holder.number })
    : alias
}

/** Gives a document another alias; null takes it away. */
export function aliasMemory(
  project: Project,
  ref: string,
  wish: string | null,
): Promise<Result<MemoryDocument, FaultOf<'memory-missing' | 'bad-alias' | 'alias-taken'>>> {
  return project.memoryInOrder(async () => {
    const row = await findMemory(project, ref)
    if (!row.ok) return row
    const alias = await freeAlias(project, wish, row.value.number)
    if (!alias.ok) return alias
    await project.database.write([setAlias(row.value.number, alias.value)])
    return ok(await announce(project, row.value.number))
  })
}

/** Deletes a document, which can be brought back; refused while an open agent has it on its path. */
export function deleteMemory(
  project: Project,
  ref: string,
): Promise<Result<MemoryDocument, FaultOf<'memory-missing' | 'memory-in-use'>>> {
  return project.memoryInOrder(async () => {
    const row = await findMemory(project, ref)
    if (!row.ok) return row
    const document = await documentOf(project, row.value)
    const agents = await usersOf(project, document.number)
    if (agents.length > 0) return fail({ kind: 'memory-in-use', number: document.number, agents })
    await project.database.write([setDeleted(document.number, project.clock())])
    project.feed.emit({ type: 'memory-deleted', number: document.number })
    return ok(document)
  })
}

/** Brings a deleted document back; its alias only where nobody has taken it. */
export function restoreMemory(
  project: Project,
  number: number,
): Promise<Result<MemoryDocument, FaultOf<'memory-missing'>>> {
  const { database, info } = project
  return project.memoryInOrder(async () => {
    const row = await readMemory(database, info.id, { number })
    if (!row) return fail({ kind: 'memory-missing', ref: `#mem-${number}` })
    const holder = row.alias === null ? null : await readMemory(database, info.id, { alias: row.alias })
    await database.write([
      ...(holder && holder.number !== number ? [setAlias(number, null)] : []),
      setDeleted(number, null),
    ])
    return ok(await announce(project, number))
  })
}

/** A document with the content of one version; null: the newest. */
export async function openMemory(
  project: Project,
  ref: string,
  version: number | null,
): Promise<Result<MemoryContent, FaultOf<'memory-missing'>>> {
  const row = await findMemory(project, ref)
  if (!row.ok) return row
  const { number } = row.value
  const versions = await readVersions(project.database, number)
  const wanted = versions.find((one) => version === null || one.version === version)
  const content = wanted && (await readContent(project.database, number, wanted.version))
  if (!wanted || content === undefined || content === null) {
    return fail({ kind: 'memory-missing', ref: `#mem-${number} version ${version}` })
  }
  const document = await documentOf(project, row.value)
  return ok({
    document,
    version: wanted,
    content,
    versions,
    usedBy: await usersOf(project, number),
    references: await readReferences(project.database, number),
  })
}

/** All documents of a project, newest first. */
export async function listMemory(project: Project): Promise<MemoryDocument[]> {
  const numbers = await readNumbers(project.database, project.info.id)
  return Promise.all(numbers.map((number) => documentAt(project, number)))
}

/** What was deleted of a project, the last first. */
export async function listDeleted(project: Project): Promise<DeletedMemory[]> {
  const rows = await readDeleted(project.database, project.info.id)
  return Promise.all(rows.map(async ({ number, at }) => ({ ...(await documentAt(project, number)), deletedAt: at })))
}

/** Tells everyone how a document is now. */
async function announce(project: Project, number: number): Promise<MemoryDocument> {
  const document = await documentAt(project, number)
  project.feed.emit({ type: 'memory-changed', document })
  return document
}

async function documentAt(project: Project, number: number): Promise<MemoryDocument> {
  const row = await readMemory(project.database, project.info.id, { number })
  if (!row) throw new Error(`memory document ${number} is not there`)
  return documentOf(project, row)
}

async function documentOf(project: Project, { number, alias }: MemoryRow): Promise<MemoryDocument> {
  const [newest] = await readVersions(project.database, number)
  if (!newest) throw new Error(`memory document ${number} has no version`)
  const { version, title, author, at, length } = newest
  return { number, alias, title, version, author, at, length }
}

/** The open agents that have a document on their path. */
async function usersOf(project: Project, number: number): Promise<string[]> {
  const { agents } = project.feed.state()
  const using = await Promise.all(
    agents.map(async ({ head, name }) =>
      (await readVersionOnPath(project.database, head, number)) === null ? [] : [name],
    ),
  )
  return using.flat()
}
