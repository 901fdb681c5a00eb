import { useMemo } from 'react'
import { referencesIn } from '../../preload/protocol/memory.ts'
import { useHost } from '../state/use.ts'
import { documentNamed } from './find.ts'

/** The names of a text's references that lead to a document now. The same set while they are the same names. */
export function useLeading(text: string): ReadonlySet<string> {
  const names = useMemo(() => referencesIn(text), [text])
  // As one word, so that the store's other changes draw nothing anew.
  const leading = useHost(({ memory }) =>
    names.length === 0 ? '' : names.filter((name) => documentNamed(memory, name)).join(' '),
  )
  return useMemo(() => new Set(leading ? leading.split(' ') : []), [leading])
}
