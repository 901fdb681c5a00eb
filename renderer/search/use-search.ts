import { useEffect, useState } from 'react'
import { call } from '../state/project.ts'
import { type Answer, createSearcher } from './searcher.ts'

/** What the host finds for what is typed. What was found before stays until the next answer, so that nothing flickers. */
export function useSearch(typed: string): { answer: Answer | null; asking: boolean; again: () => void } {
  const [turn, setTurn] = useState(0)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [searcher] = useState(() => createSearcher((text) => call('search.find', { text }), setAnswer))
  const wanted = typed.trim()

  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn asks the same again
  useEffect(() => searcher.ask(wanted), [searcher, wanted, turn])
  useEffect(() => searcher.stop, [searcher])

  const again = () => {
    setAnswer(null)
    setTurn((now) => now + 1)
  }
  return { answer, asking: wanted !== '' && answer?.to !== wanted, again }
}
