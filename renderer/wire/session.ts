/**
 * Exchanges the token of the address for a session cookie.
 *
 * The token leaves the address bar either way. `none`: the address has no
 * token, and only the socket will tell whether an earlier session still counts.
 */
export async function startSession(): Promise<'started' | 'none' | 'refused'> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) return 'none'
  history.replaceState(history.state, '', location.pathname + location.search)
  const answer = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch(() => null)
  if (answer === null) return 'none'
  return answer.ok ? 'started' : 'refused'
}

/** Whether the host is there at all. A socket that fails while it is means: no session. */
export async function hostAnswers(): Promise<boolean> {
  const answer = await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).catch(() => null)
  return answer !== null
}
