/** The questions about a repository that are asked often. */
export const readNames = ['status', 'refs', 'aheadBehind', 'mergeBase', 'branches', 'log'] as const

export type ReadName = (typeof readNames)[number]

/**
 * Who answers those: git, or where another reader was built, that one the reads
 * it names. `why`: there is another, and it is not used.
 */
export type Reader = { name: 'git'; why: string | null } | { name: string; reads: readonly ReadName[] }

const words: Record<ReadName, string> = {
  status: 'status',
  refs: 'refs',
  aheadBehind: 'ahead and behind',
  mergeBase: 'merge base',
  branches: 'branches',
  log: 'log',
}

/** Who reads, in a sentence for people. */
export function readerWords(reader: Reader): string {
  if (!('reads' in reader))
    return `Read by git.${reader.why === null ? '' : ` Another reader is there, but ${reader.why}.`}`
  if (reader.reads.length === 0) return `Read by git: ${reader.name} is there, and is faster at nothing.`
  return `Read by ${reader.name} (${reader.reads.map((read) => words[read]).join(', ')}) and by git.`
}
