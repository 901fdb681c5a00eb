import type { Place } from '../../preload/protocol/timeline.ts'
import { counted } from '../git/change-words.ts'
import type { Fold } from './rows.ts'

/** What a place is called: the label of a mark, the first words of a message. */
export function nameOf({ kind, label, words }: Place): string {
  return (kind === 'mark' ? label : words) || 'A message without words'
}

/** `12 messages`, `3 marks on an abandoned path`; a single mark there is named. */
export function foldWords({ of, marks, messages, ends, label }: Fold): string {
  if (of === 'run')
    return [messages > 0 && counted(messages, 'message'), marks > 0 && counted(marks, 'checkpoint')]
      .filter(Boolean)
      .join(', ')
  const what = label !== null ? label : marks > 0 ? counted(marks, 'mark') : counted(messages, 'message')
  return `${what} on ${ends === 1 ? 'an abandoned path' : `${ends} abandoned paths`}`
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** `14:02`; `21 Nov` where that was on another day. */
export function timeOf(at: number, now: number): string {
  return new Date(at).toDateString() === new Date(now).toDateString() ? clock.format(at) : day.format(at)
}

/** Day and time. */
export const fullTimeOf = (at: number): string => full.format(at)

/** What was said without the signs of markdown, where it stands in a line or two. */
export function plainWords(text: string): string {
  return text.replaceAll(/```\w*|`|\*\*|__|(?:^|(?<=\s))#{1,6}\s/g, '')
}
