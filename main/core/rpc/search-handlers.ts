import type { CallName } from '../../../preload/protocol/contract.ts'
import { fail, ok } from '../../../preload/protocol/result.ts'
import type { Project } from '../project.ts'
import { lookAtCommit, lookAtEntry } from '../search/look.ts'
import { search } from '../search/search.ts'
import type { Handlers } from './dispatch.ts'

type SearchCall = Extract<CallName, `search.${string}`>

/** Handlers of the calls that find what was said and done, and look at it. */
export function searchHandlers(open: () => Project | null): Pick<Handlers, SearchCall> {
  return {
    'search.find': async ({ text }) => {
      const project = open()
      return project ? ok(await search(project, text)) : fail({ kind: 'no-project' })
    },
    'search.entry': async ({ entryId }) => {
      const project = open()
      return project ? lookAtEntry(project, entryId) : fail({ kind: 'no-project' })
    },
    'search.commit': async ({ id }) => {
      const project = open()
      return project ? lookAtCommit(project, id) : fail({ kind: 'no-project' })
    },
  }
}
