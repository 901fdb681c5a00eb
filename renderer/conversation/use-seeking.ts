import { type RefObject, useEffect, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { useStore } from 'zustand'
import { conversations } from '../state/conversation.ts'
import { foundIt, soughtStore } from '../state/sought.ts'
import { openSeen } from '../state/view.ts'
import { reveal } from './folds.ts'
import { holdAt } from './hold-at.ts'
import { holds, type Row } from './rows.ts'

const litMs = 2500

type Parts = {
  rows: readonly Row[]
  list: RefObject<VirtualizerHandle | null>
  scroller: RefObject<HTMLElement | null>
  /** Whether the end is followed. */
  stuck: RefObject<boolean>
  letGo: () => void
}

/** Goes to the entry that is sought in this conversation, loading it where it is not. Returns the key of the row that is lit for a moment. */
export function useSeeking(agentId: string, { rows, list, scroller, stuck, letGo }: Parts): string | null {
  const entryId = useStore(soughtStore, ({ sought }) => (sought?.agentId === agentId ? sought.entryId : null))
  const [lit, setLit] = useState<string | null>(null)

  useEffect(() => {
    if (entryId === null) return
    const index = rows.findIndex((row) => holds(row, entryId))
    const row = rows[index]
    if (!row) {
      void conversations.reachTo(agentId, entryId).then((reached) => {
        if (reached || soughtStore.getState().sought?.entryId !== entryId) return
        foundIt()
        // it is on this path no longer
        openSeen({ what: 'entry', id: entryId })
      })
      return
    }
    foundIt()
    letGo()
    reveal(row.key)
    const [at, box] = [list.current, scroller.current]
    if (at && box) holdAt(() => at.getItemOffset(index) - (box.clientHeight - at.getItemSize(index)) / 2, box, stuck)
    box?.focus({ preventScroll: true })
    setLit(row.key)
  }, [agentId, entryId, rows, list, scroller, stuck, letGo])

  useEffect(() => {
    if (lit === null) return
    const timer = setTimeout(() => setLit(null), litMs)
    return () => clearTimeout(timer)
  }, [lit])

  return lit
}
