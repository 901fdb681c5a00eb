import type { MemoryDocument } from '../../../preload/protocol/memory.ts'
import type { Project } from '../project.ts'
import { readMemoryWith } from '../store/memory.ts'
import { folded } from '../store/text.ts'

/** The project's documents that have all the words in title, alias or content; those with them in the title first. */
export async function searchMemory(project: Project, query: string): Promise<MemoryDocument[]> {
  const words = folded(query).split(/\s+/).filter(Boolean)
  const numbers = new Set(await readMemoryWith(project.database, project.info.id, words))
  const found = project.feed.state().memory.filter(({ number }) => numbers.has(number))
  const inTitle = ({ title, alias }: MemoryDocument) =>
    words.filter((word) => folded(`${title} ${alias ?? ''}`).includes(word)).length
  return found.toSorted((a, b) => inTitle(b) - inTitle(a))
}
