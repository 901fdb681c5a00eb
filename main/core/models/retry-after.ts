/**
 * How long a server asks to wait, in milliseconds; null where it does not say.
 *
 * `retry-after-ms` goes before `retry-after`, which is in seconds or a date
 * (RFC 9110, section 10.2.3).
 */
export function retryAfter(headers: Headers | undefined, now: number): number | null {
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (milliseconds >= 0) return milliseconds
  const said = headers?.get('retry-after') ?? ''
  if (said === '') return null
  const seconds = Number(said)
  const wait = Number.isNaN(seconds) ? Date.parse(said) - now : seconds * 1000
  return Number.isNaN(wait) ? null : Math.max(0, wait)
}
