import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findAgent } from '../../main/core/agents/find.ts'
import { checkName, randomName } from '../../main/core/agents/names.ts'
import { newAgent } from '../../main/core/agents/roster.ts'

describe('random names', () => {
  test('are an adjective and a Muppet that nobody has, and fit as a name', () => {
    const taken: string[] = []
    for (let count = 0; count < 1000; count += 1) {
      const name = randomName(taken)
      expect(checkName(name, taken)).toEqual({ ok: true, value: name })
      taken.push(name)
    }
  })

  test('end also where every pair is taken', () => {
    const one = randomName([], () => 0)
    expect(randomName([one], () => 0)).not.toBe(one)
  })
})

describe('a name that a person chose', () => {
  test.each(['oauth-impl', 'v1.2', 'ünïcode', 'A_b'])('may be %s', (name) => {
    expect(checkName(name, [])).toEqual({ ok: true, value: name })
  })

  test.each(['', ' x', 'a b', '-x', '.x', 'a..b', 'x.', 'x.lock', 'a/b', 'a\nb', 'new', 'List', 'x'.repeat(65)])(
    'may not be %j',
    (name) => {
      expect(checkName(name, [])).toMatchObject({ ok: false, fault: { kind: 'bad-name' } })
    },
  )

  test('may not differ from another in case alone', () => {
    expect(checkName('OAuth', ['oauth'])).toEqual({ ok: false, fault: { kind: 'name-taken', name: 'OAuth' } })
  })

  test('is never a path or an option', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        if (checkName(name, []).ok) expect(name).toMatch(/^[^-./\\~\s:?*[][^/\\~\s:?*[]*$/)
      }),
    )
  })
})

describe('finding an agent by what was typed', () => {
  const agents = ['main', 'oauth-impl', 'rate-limit', 'rate'].map((name) =>
    newAgent({ name, kind: 'helper', directory: '/', approval: 'ask' }),
  )
  const found = (typed: string) => {
    const result = findAgent(agents, typed)
    return result.ok ? result.value.name : result.fault
  }

  test('takes an exact name before those that begin with it', () => {
    expect(found('rate')).toBe('rate')
  })

  test('takes a part of a name', () => {
    expect([found('oauth'), found('impl'), found('MAI')]).toEqual(['oauth-impl', 'oauth-impl', 'main'])
  })

  test('lists several that fit', () => {
    expect(found('ra')).toEqual({ kind: 'agent-ambiguous', name: 'ra', names: ['rate-limit', 'rate'] })
  })

  test('lists what there is where none fits', () => {
    expect(found('zzz')).toMatchObject({ kind: 'no-agent', names: ['main', 'oauth-impl', 'rate-limit', 'rate'] })
  })
})
