import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import type { GitRun } from '../git.ts'
import { failureOf, ikigai, type QuietRun } from '../quiet-git.ts'
import type { TreeEntry } from '../status-lines.ts'
import { bytesOf } from './disk-files.ts'
import type { Changes } from './gather.ts'
import type { LastState } from './notes.ts'
import { packList } from './packs.ts'
import type { Place } from './place.ts'
import type { WorkingState } from './working-state.ts'

/** Where a state is kept as a commit. */
export type Keeping = {
  /** A ref that does not exist. */
  ref: string
  message: string
}

export type Stored = {
  tree: string
  /** Null: it is kept nowhere. */
  commit: string | null
}

/** A git that waits for a state to store. One of the two is to be called, once. */
export type Storing = {
  /**
   * Writes a working state into the repository: its tree, and where `keeping`
   * says so a commit of it, whose parents are those of `parentsOf`.
   */
  store(
    state: WorkingState,
    how: { keeping: Keeping | null; last: LastState | null },
  ): Promise<Result<Stored, FaultOf<'git-failed'>>>
  /** Nothing is to be stored. */
  end(): Promise<void>
}

/**
 * Starts a run of `git fast-import`, which reads only the trees that change,
 * takes files as they are, and moves a ref only at the very end. What is new
 * becomes one pack: an object in a file of its own takes as long as all of them
 * in one.
 *
 * It is started before there is a state, while git still looks at the worktree:
 * starting a program takes a good part of what storing does, and finding its way
 * among the packs another. It does that to tell of `tree`; null: it is not asked.
 */
export function startStoring(run: QuietRun, place: Place, tree: string | null): Storing {
  const commands = Promise.withResolvers<() => AsyncIterable<Buffer>>()
  const edges = `--export-pack-edges=${packList(place.common)}`
  const ran = run(['-c', 'fastimport.unpackLimit=0', 'fast-import', '--quiet', edges], {
    env: keepsMemory,
    stdin: async function* () {
      // an input that breaks off stores nothing
      yield Buffer.from(`feature done\n${tree === null ? '' : `ls ${tree} x\n`}`)
      const commandsOf = await commands.promise
      yield* inChunks(commandsOf())
    },
  })
  return {
    async store(state, { keeping, last }) {
      commands.resolve(() => commandsFor(state, keeping, startFor(state, last)))
      return storedBy(await ran, place, keeping)
    },
    async end() {
      commands.resolve(nothing)
      await ran
    },
  }
}

async function* nothing(): AsyncGenerator<Buffer> {
  yield Buffer.from('done\n')
}

/** Else the C library of Linux gives the memory of each object back, and asks for it again (mallopt(3)). */
const keepsMemory = { MALLOC_TRIM_THRESHOLD_: `${64 * 1024 * 1024}` }

async function storedBy(
  ran: GitRun,
  place: Place,
  keeping: Keeping | null,
): Promise<Result<Stored, FaultOf<'git-failed'>>> {
  if (ran.exit !== 0) {
    const report = /dumping crash report to (.*)$/m.exec(ran.stderr)?.[1]
    if (report !== undefined) await rm(resolve(place.path, report), { force: true })
    return fail(failureOf(['fast-import'], ran))
  }
  const tree = /^\d+ tree (\w+)\t$/m.exec(ran.stdout)?.[1]
  const commit = /^(\w{40,64})$/m.exec(ran.stdout)?.[1] ?? null
  if (tree !== undefined && (keeping === null || commit !== null)) return ok({ tree, commit })
  return fail({ kind: 'git-failed', verb: 'fast-import', reason: 'it did not say what it stored' })
}

export type ParentKind = 'head' | 'index' | 'merge'

/** What stands behind a snapshot, in the order of its parents. */
export function parentsOf({ head, staged, merge }: WorkingState): ParentKind[] {
  const there = { head: head !== null, index: staged !== null, merge: merge !== null }
  return (['head', 'index', 'merge'] as const).filter((kind) => there[kind])
}

/** No ref has this name for longer than a run of fast-import. */
const nowhere = 'refs/ikigai/unkept'

/** A tree to start from, HEAD's where it is null, and what differs from it. */
type Start = { tree: string | null; changes: Changes }

/** The tree of the last look, where what differs from it is known without asking git. */
function startFor({ head, files }: WorkingState, last: LastState | null): Start {
  if (last === null || last.head !== head) return { tree: null, changes: files }
  // what is as in HEAD again is in no list
  if ([...last.files.keys()].some((path) => !files.has(path))) return { tree: null, changes: files }
  const isSame = (a: TreeEntry | null, b: TreeEntry | null | undefined) =>
    b !== undefined && a?.id === b?.id && a?.mode === b?.mode
  return {
    tree: last.tree,
    changes: new Map([...files].filter(([path, entry]) => !isSame(entry, last.files.get(path)))),
  }
}

/** The state in the language of git-fast-import(1). */
async function* commandsFor(state: WorkingState, keeping: Keeping | null, start: Start): AsyncGenerator<Buffer> {
  const { head, staged, merge, sides, hash } = state
  const marks = new Map<string, number>()
  for (const [id, content] of state.contents) {
    marks.set(id, marks.size + 1)
    const size = 'bytes' in content ? content.bytes.length : content.size
    yield Buffer.from(`blob\nmark :${marks.size}\ndata ${size}\n`)
    yield* bytesOf(content, hash, id)
    yield Buffer.from('\n')
  }
  const ref = keeping?.ref ?? nowhere
  const of: Record<ParentKind, string> = { head: head ?? '', index: `:${marks.size + 1}`, merge: `:${marks.size + 2}` }
  if (keeping && staged) {
    const parents = head === null ? [] : [head]
    yield commit({ ref, mark: of.index, message: 'What was staged', parents, base: head, time: 0 })
    yield Buffer.concat([changeLines(staged, marks), Buffer.from('\n')])
  }
  if (keeping && merge) {
    yield commit({ ref, mark: of.merge, message: merge.message, parents: merge.heads, base: null, time: 0 })
    yield Buffer.concat([changeLines(sides, marks), Buffer.from('\n')])
  }
  const last = `:${marks.size + 3}`
  const parents = keeping ? parentsOf(state).map((kind) => of[kind]) : head === null ? [] : [head]
  const time = Math.floor(Date.now() / 1000)
  yield commit({ ref, mark: last, message: keeping?.message ?? '', parents, base: head, time })
  if (start.tree !== null) yield Buffer.from(`M 040000 ${start.tree} ""\n`)
  yield Buffer.concat([changeLines(start.changes, marks), Buffer.from('ls ""\n\n')])
  // the ref goes before it came: only the tree stays
  yield Buffer.from(
    keeping ? `get-mark ${last}\ndone\n` : `reset ${ref}\nfrom ${'0'.repeat(hash === 'sha1' ? 40 : 64)}\n\ndone\n`,
  )
}

/**
 * `base`: the parent whose tree the commit starts from; null: from nothing. The
 * commits beside the snapshot itself have no time, so that the same state makes
 * the same commit.
 */
function commit(of: {
  ref: string
  mark: string
  message: string
  parents: readonly string[]
  base: string | null
  time: number
}): Buffer {
  const message = Buffer.from(of.message)
  const [first, ...others] = of.parents
  const lines = [
    ...(first === undefined ? [] : [`from ${first}`]),
    ...others.map((parent) => `merge ${parent}`),
    ...(first !== undefined && first !== of.base ? ['deleteall'] : []),
  ]
  return Buffer.concat([
    Buffer.from(`commit ${of.ref}\nmark ${of.mark}\ncommitter ${ikigai} ${of.time} +0000\ndata ${message.length}\n`),
    message,
    Buffer.from(`\n${lines.map((line) => `${line}\n`).join('')}`),
  ])
}

/** First what goes: a file may come where a folder was, and the other way round. */
function changeLines(changes: Changes, marks: ReadonlyMap<string, number>): Buffer {
  const gone = [...changes].flatMap(([path, entry]) => (entry === null ? [`D ${quoted(path)}\n`] : []))
  const come = [...changes].flatMap(([path, entry]) => {
    if (entry === null) return []
    const mark = marks.get(entry.id)
    return [`M ${entry.mode} ${mark === undefined ? entry.id : `:${mark}`} ${quoted(path)}\n`]
  })
  return Buffer.from([...gone, ...come].join(''), 'latin1')
}

/** A path (latin1, byte for byte) as C writes a string, which git reads whatever is in it. */
export function quoted(path: string): string {
  const escaped = path.replace(/[^ !#-[\]-~]/g, (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`)
  return `"${escaped}"`
}

async function* inChunks(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = []
  let size = 0
  for await (const piece of pieces) {
    gathered.push(piece)
    size += piece.length
    if (size < 64 * 1024) continue
    yield Buffer.concat(gathered)
    gathered = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(gathered)
}
