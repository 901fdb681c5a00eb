import { useEffect, useEffectEvent, useState } from 'react'
import type { CallFault, CallName, Input, Output } from '../../preload/protocol/contract.ts'
import type { Result } from '../../preload/protocol/result.ts'
import { call } from './project.ts'

/** What the host answered last; it stays while the host is asked again, so that nothing flickers. */
export type Called<K extends CallName> = {
  /** Null before the first answer. */
  result: Result<Output<K>, CallFault<K>> | null
  asking: boolean
  again: () => void
}

/** Asks the host as soon as it is drawn, and again whenever `key` changes. */
export function useCalled<K extends CallName>(name: K, input: Input<K>, key: string): Called<K> {
  const [turn, setTurn] = useState(0)
  const wanted = `${turn} ${key}`
  const [answer, setAnswer] = useState<{ to: string; result: Result<Output<K>, CallFault<K>> } | null>(null)
  const ask = useEffectEvent(() => call(name, input))

  useEffect(() => {
    let late = false
    void ask().then((result) => {
      if (!late) setAnswer({ to: wanted, result })
    })
    return () => {
      late = true
    }
  }, [wanted])

  return { result: answer?.result ?? null, asking: answer?.to !== wanted, again: () => setTurn((now) => now + 1) }
}
