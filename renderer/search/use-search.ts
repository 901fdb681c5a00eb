import { useEffect, useState } from 'react'
import type { CallFault } from '../../preload/protocol/contract.ts'
import type { Result } from '../../preload/protocol/result.ts'
import type { Found } from '../../preload/protocol/search.ts'
import { call } from '../state/project.ts'

const restMs = 120

type Answer = { to: string; result: Result<Found[], CallFault<'search.find'>> }

/**
 * What the host finds for what is typed, once the typing rests.
 *
 * An answer that comes after the next question is dropped; what was found
 * before stays meanwhile, so that nothing flickers.
 */
export function useSearch(typed: string): { answer: Answer | null; asking: boolean; again: () => void } {
  const [turn, setTurn] = useState(0)
  const [answer, setAnswer] = useState<(Answer & { turn: number }) | null>(null)
  const wanted = typed.trim()

  useEffect(() => {
    if (wanted === '') {
      setAnswer(null)
      return
    }
    let late = false
    const timer = setTimeout(async () => {
      const result = await call('search.find', { text: wanted })
      if (!late) setAnswer({ to: wanted, turn, result })
    }, restMs)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [wanted, turn])

  const asking = wanted !== '' && (answer?.to !== wanted || answer.turn !== turn)
  return { answer: wanted === '' ? null : answer, asking, again: () => setTurn((now) => now + 1) }
}
