import { useEffect, useMemo, useState } from 'react'
import type { MemoryDocument } from '../../preload/protocol/memory.ts'
import { call } from '../state/project.ts'
import { fitting } from './find.ts'

const pauseMs = 150
const none: readonly number[] = []

/** The documents that fit what is typed: those called so at once, and those that it stands in a moment later. */
export function useFitting(memory: readonly MemoryDocument[], typed: string): readonly MemoryDocument[] {
  const query = typed.trim()
  const [inside, setInside] = useState<{ query: string; numbers: readonly number[] }>({ query: '', numbers: none })

  useEffect(() => {
    if (query === '') return
    let wanted = true
    const timer = setTimeout(async () => {
      const found = await call('memory.search', { query })
      // Without an answer the list shows those that are called so.
      if (wanted && found.ok) setInside({ query, numbers: found.value })
    }, pauseMs)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [query])

  const numbers = inside.query === query ? inside.numbers : none
  return useMemo(() => fitting(memory, query, numbers), [memory, query, numbers])
}
