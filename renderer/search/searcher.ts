import type { CallFault } from '../../preload/protocol/contract.ts'
import type { Result } from '../../preload/protocol/result.ts'
import type { Found } from '../../preload/protocol/search.ts'

/** How long the typing rests before the host is asked, in milliseconds. */
export const restMs = 120

type Outcome = Result<Found[], CallFault<'search.find'>>
export type Answer = { to: string; result: Outcome }

/** Asks once the typing rests. An answer that comes after the next question, or after the end, is dropped. */
export function createSearcher(find: (text: string) => Promise<Outcome>, tell: (answer: Answer | null) => void) {
  let latest = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    /** Empty: nothing is looked for. */
    ask(text: string): void {
      latest += 1
      const mine = latest
      clearTimeout(timer)
      if (text === '') {
        tell(null)
        return
      }
      timer = setTimeout(async () => {
        const result = await find(text)
        if (mine === latest) tell({ to: text, result })
      }, restMs)
    },
    stop(): void {
      latest += 1
      clearTimeout(timer)
    },
  }
}
