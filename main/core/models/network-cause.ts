/** Why a connection failed, in a few words, and whether trying again could help. */
type NetworkCause = { reason: string; lasting: boolean }

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection reset',
  UND_ERR_SOCKET: 'connection closed',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ETIMEDOUT: 'timed out',
  UND_ERR_CONNECT_TIMEOUT: 'timed out',
  UND_ERR_HEADERS_TIMEOUT: 'timed out',
  UND_ERR_BODY_TIMEOUT: 'timed out',
}

const certificate =
  /^(CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA)/

/**
 * Reads an error's chain of causes down to the code that Node or OpenSSL gave.
 *
 * A certificate or a TLS version does not mend itself within seconds, so those
 * are not worth another try.
 */
export function networkCause(error: unknown): NetworkCause {
  const chain = causes(error)
  for (const cause of chain) {
    const code = codeOf(cause)
    if (code === null) continue
    if (certificate.test(code)) return { reason: `its certificate is not trusted: ${code}`, lasting: true }
    if (/^(ERR_SSL|EPROTO|ERR_TLS)/.test(code)) return { reason: `no secure connection: ${code}`, lasting: true }
    const said = words[code]
    if (said) return { reason: said, lasting: false }
  }
  if (chain.some((cause) => /timed? ?out/i.test(cause.message))) return { reason: 'timed out', lasting: false }
  const deepest = chain.at(-1)
  return { reason: deepest?.message || 'connection failed', lasting: deepest?.message === 'bad port' }
}

/** The error, what caused it, and so on; a connection that was tried at several addresses counts as its first. */
function causes(error: unknown): Error[] {
  const chain: Error[] = []
  let next: unknown = error
  while (next instanceof Error && chain.length < 10) {
    chain.push(next)
    next = next.cause ?? (next instanceof AggregateError ? next.errors[0] : undefined)
  }
  return chain
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}
