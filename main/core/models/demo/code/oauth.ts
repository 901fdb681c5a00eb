import type { Feature } from './feature.ts'

/** Signing in: access tokens, refresh tokens, and the middleware that asks for them. */
export const oauth: Feature = {
  folder: 'oauth',
  title: 'OAuth',
  agent: 'oauth-impl',
  asked: /\bimplement\b.*\boauth\b/,
  areas: ['Token validation', 'Refresh logic'],
  complete: 'OAuth implementation complete:',
  parts: [
    {
      message: 'Issue and check access tokens',
      about: 'First the access tokens: signed, and checked without a database.',
      files: [
        {
          path: 'src/oauth/token.js',
          text: `import { createHmac, timingSafeEqual } from 'node:crypto'

const signatureOf = (body, secret) => createHmac('sha256', secret).update(body).digest('base64url')

/** Makes an access token: its claims and a signature, both in base64url. */
export function issueToken(claims, secret) {
  const body = Buffer.from(JSON.stringify(claims)).toString('base64url')
  return body + '.' + signatureOf(body, secret)
}

/** Checks an access token. Answers with its claims, or with why it is not valid. */
export function validateToken(token, { secret, now }) {
  const [body, signature, more] = String(token).split('.')
  if (!body || !signature || more !== undefined) return { valid: false, why: 'malformed' }
  const given = Buffer.from(signature)
  const expected = Buffer.from(signatureOf(body, secret))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { valid: false, why: 'forged' }
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
  if (claims.expires <= now) return { valid: false, why: 'expired' }
  return { valid: true, claims }
}
`,
        },
        {
          path: 'test/oauth/token.test.js',
          text: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { issueToken, validateToken } from '../../src/oauth/token.js'

const secret = 'for tests only'
const token = issueToken({ user: 'mika', expires: 1000 }, secret)
const whyNot = (given, now = 500) => validateToken(given, { secret, now }).why

test('takes a token that it has issued', () => {
  assert.deepEqual(validateToken(token, { secret, now: 500 }), { valid: true, claims: { user: 'mika', expires: 1000 } })
})

test('refuses a token that has expired', () => assert.equal(whyNot(token, 2000), 'expired'))

test('refuses a token with another signature', () => assert.equal(whyNot(token.slice(0, -1) + '!'), 'forged'))

test('refuses a token of another secret', () => {
  assert.equal(whyNot(issueToken({ user: 'mika', expires: 1000 }, 'another')), 'forged')
})

test('refuses a token with changed claims', () => {
  const claims = Buffer.from('{"user":"admin","expires":9999}').toString('base64url')
  assert.equal(whyNot(claims + '.' + token.split('.')[1]), 'forged')
})

test('refuses what is no token', () => {
  for (const given of ['', 'abc', 'a.b.c', undefined]) assert.equal(whyNot(given), 'malformed')
})
`,
        },
      ],
    },
    {
      message: 'Exchange refresh tokens',
      about: 'Now the refresh tokens: each good for one exchange.',
      files: [
        {
          path: 'src/oauth/refresh.js',
          text: `import { randomBytes } from 'node:crypto'
import { issueToken } from './token.js'

/** Hands out pairs of tokens. A refresh token is good for one exchange. */
export function refreshTokens({ secret, lifetime = 900 }) {
  const users = new Map()

  function grant(user, now) {
    const refresh = randomBytes(24).toString('base64url')
    users.set(refresh, user)
    return { access: issueToken({ user, expires: now + lifetime }, secret), refresh }
  }

  /** A new pair for an old refresh token. Null: it is not known, or was used before. */
  function exchange(refresh, now) {
    const user = users.get(refresh)
    if (user === undefined) return null
    users.delete(refresh)
    return grant(user, now)
  }

  return { grant, exchange }
}
`,
        },
        {
          path: 'test/oauth/refresh.test.js',
          text: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refreshTokens } from '../../src/oauth/refresh.js'
import { validateToken } from '../../src/oauth/token.js'

const secret = 'for tests only'

test('grants an access token that lives as long as it is told', () => {
  const { access } = refreshTokens({ secret, lifetime: 60 }).grant('mika', 1000)
  assert.deepEqual(validateToken(access, { secret, now: 1050 }).claims, { user: 'mika', expires: 1060 })
})

test('exchanges a refresh token for a new pair', () => {
  const tokens = refreshTokens({ secret })
  const first = tokens.grant('mika', 1000)
  const second = tokens.exchange(first.refresh, 2000)
  assert.notEqual(second.refresh, first.refresh)
  assert.equal(validateToken(second.access, { secret, now: 2500 }).claims.user, 'mika')
})

test('refuses a refresh token that was used, or that nobody has granted', () => {
  const tokens = refreshTokens({ secret })
  const { refresh } = tokens.grant('mika', 1000)
  tokens.exchange(refresh, 1000)
  assert.deepEqual([tokens.exchange(refresh, 1000), tokens.exchange('guessed', 1000)], [null, null])
})
`,
        },
      ],
    },
    {
      message: 'Ask for a token before a request',
      about: 'And the middleware that asks every request for a token.',
      files: [
        {
          path: 'src/oauth/middleware.js',
          text: `import { validateToken } from './token.js'

/** Lets requests with a valid bearer token through, and answers the others with 401. */
export function requireToken({ secret, clock = () => Date.now() / 1000 }) {
  return (request, response, next) => {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ')
    const bearer = scheme === 'Bearer' ? token : undefined
    const checked = validateToken(bearer, { secret, now: clock() })
    if (!checked.valid) return response.writeHead(401).end()
    request.user = checked.claims.user
    return next()
  }
}
`,
        },
        {
          path: 'test/oauth/middleware.test.js',
          text: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requireToken } from '../../src/oauth/middleware.js'
import { issueToken } from '../../src/oauth/token.js'

const secret = 'for tests only'

/** Sends a request through, and tells what came of it. */
function send(authorization, check = requireToken({ secret, clock: () => 500 })) {
  const seen = { headers: {}, status: 200, passed: false }
  const request = { headers: authorization ? { authorization } : {} }
  const response = { writeHead: (status, headers) => Object.assign(seen, { status, headers }) && { end() {} } }
  check(request, response, () => { seen.passed = true })
  return { ...seen, user: request.user }
}

test('lets a request with a valid token through, and says whose it is', () => {
  const { passed, user } = send('Bearer ' + issueToken({ user: 'mika', expires: 1000 }, secret))
  assert.deepEqual({ passed, user }, { passed: true, user: 'mika' })
})

test('answers 401 where there is no token, or of another kind', () => {
  for (const header of [undefined, 'Basic bWlrYTo=']) assert.equal(send(header).status, 401)
})

test('answers 401 to a token that has expired by the clock', () => {
  const token = issueToken({ user: 'mika', expires: 1000 }, secret)
  assert.deepEqual(send('Bearer ' + token, requireToken({ secret })).passed, false)
})
`,
        },
      ],
      readme: {
        after: '- `src/auth.c` checks the tokens of shared lists',
        line: '- `src/oauth/` signs people in: access tokens, refresh tokens, middleware',
      },
    },
  ],
  lastPass: {
    message: 'Allow for clocks that differ, sign out everywhere, say why',
    about: 'clocks that differ by half a minute, signing out everywhere, and an answer that says why',
    edits: [
      {
        path: 'src/oauth/token.js',
        old: `  if (claims.expires <= now) return`,
        new: `  // the clocks of two machines differ a little
  if (claims.expires + 30 <= now) return`,
      },
      {
        path: 'test/oauth/token.test.js',
        old: `test('refuses a token with another signature'`,
        new: `test('allows for clocks that differ by half a minute', () => {
  assert.deepEqual([whyNot(token, 1029), whyNot(token, 1030)], [undefined, 'expired'])
})

test('refuses a token with another signature'`,
      },
      {
        path: 'src/oauth/refresh.js',
        old: `  return { grant, exchange }`,
        new: `  /** Signs a user out everywhere: none of their refresh tokens is good any more. */
  function revoke(user) {
    for (const [refresh, whose] of users) if (whose === user) users.delete(refresh)
  }

  return { grant, exchange, revoke }`,
      },
      {
        path: 'test/oauth/refresh.test.js',
        old: `test('refuses a refresh token that was used`,
        new: `test('forgets the refresh tokens of a user who signs out, and of no other', () => {
  const tokens = refreshTokens({ secret })
  const [mika, robin] = ['mika', 'robin'].map((user) => tokens.grant(user, 1000).refresh)
  tokens.revoke('mika')
  assert.equal(tokens.exchange(mika, 1000), null)
  assert.notEqual(tokens.exchange(robin, 1000), null)
})

test('refuses a refresh token that was used`,
      },
      {
        path: 'src/oauth/middleware.js',
        old: `    if (!checked.valid) return response.writeHead(401).end()`,
        new: `    const challenge = 'Bearer error="' + checked.why + '"'
    if (!checked.valid) return response.writeHead(401, { 'www-authenticate': challenge }).end()`,
      },
      {
        path: 'test/oauth/middleware.test.js',
        old: `test('answers 401 to a token that has expired`,
        new: `test('says in the answer why', () => {
  assert.equal(send('Bearer abc').headers['www-authenticate'], 'Bearer error="malformed"')
})

test('answers 401 to a token that has expired`,
      },
    ],
  },
  next: {
    written:
      '`Ctrl+\\` then `m`, `/agent new rate-limit --worktree`, and there `Implement rate limiting middleware with Redis backend.`',
    merged: '`Ctrl+\\` `rate` `Enter`, and there `Status?`',
  },
}
