import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { conversations } from '../state/conversation.ts'
import type { View } from '../state/recent-conversations.ts'

/** A part of what is known of a conversation; null when nothing is. */
export function useConversation<T>(agentId: string, selector: (view: View) => T): T | null {
  return useStore(conversations.store, ({ views }) => {
    const view = views[agentId]
    return view ? selector(view) : null
  })
}

/** The time in milliseconds, anew every second while `ticking`. */
export function useNow(ticking: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!ticking) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [ticking])
  return now
}
