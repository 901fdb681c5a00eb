import type { CallName, Input } from '../../../preload/protocol/contract.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { aliasMemory, deleteMemory, listDeleted, openMemory, restoreMemory, writeMemory } from '../memory/documents.ts'
import { fromMarkdown, toMarkdown } from '../memory/front-matter.ts'
import { keepWritten } from '../memory/keep-written.ts'
import { searchMemory } from '../memory/search.ts'
import type { Project } from '../project.ts'
import { diffOf } from '../tools/changes.ts'
import type { Handlers } from './dispatch.ts'

type MemoryCall = Extract<CallName, `memory.${string}`>

/** Handlers of the calls about memory documents. */
export function memoryHandlers(open: () => Project | null): Pick<Handlers, MemoryCall> {
  const within =
    <I, R>(work: (project: Project, input: I) => Promise<R>) =>
    async (input: I): Promise<R | Result<never, FaultOf<'no-project'>>> => {
      const project = open()
      return project ? work(project, input) : fail({ kind: 'no-project' })
    }
  return {
    'memory.read': within((project, { number, version }: Input<'memory.read'>) =>
      openMemory(project, String(number), version),
    ),
    'memory.write': within((project, { number, ...wish }: Input<'memory.write'>) =>
      writeMemory(project, { ...wish, ref: number === null ? null : String(number), agentId: null }),
    ),
    'memory.keep': within((project, { number, unsaved }: Input<'memory.keep'>) =>
      keepWritten(project, number, unsaved),
    ),
    'memory.alias': within((project, { number, alias }: Input<'memory.alias'>) =>
      aliasMemory(project, String(number), alias),
    ),
    'memory.diff': within(async (project, { number, from, to }: Input<'memory.diff'>) => {
      const a = await openMemory(project, String(number), from)
      if (!a.ok) return a
      const b = await openMemory(project, String(number), to)
      if (!b.ok) return b
      const { patch, added, removed } = diffOf('', a.value.content, b.value.content)
      return ok({ patch, added, removed })
    }),
    'memory.search': within(async (project, { query }: Input<'memory.search'>) =>
      ok((await searchMemory(project, query)).map((document) => document.number)),
    ),
    'memory.deleted': within(async (project) => ok(await listDeleted(project))),
    'memory.delete': within(async (project, { number }: Input<'memory.delete'>) => {
      const deleted = await deleteMemory(project, String(number))
      return deleted.ok ? ok(undefined) : deleted
    }),
    'memory.restore': within((project, { number }: Input<'memory.restore'>) => restoreMemory(project, number)),
    'memory.export': within(async (project, { number }: Input<'memory.export'>) => {
      const opened = await openMemory(project, String(number), null)
      if (!opened.ok) return opened
      const { alias } = opened.value.document
      return ok({ name: `${(alias ?? `mem-${number}`).replaceAll('/', '-')}.md`, text: toMarkdown(opened.value) })
    }),
    'memory.import': within(async (project, { text }: Input<'memory.import'>) => {
      const read = fromMarkdown(text)
      return read.ok ? writeMemory(project, { ...read.value, ref: null, agentId: null }) : read
    }),
  }
}
