import fc from 'fast-check'
import type { Place } from '../../preload/protocol/timeline.ts'

/** Places come one after another. */
let count = 0

/** A mark with a label, below another place. */
export function aMark(id: string, parentId: string | null, differs: Partial<Place> = {}): Place {
  count += 1
  return {
    id,
    parentId,
    session: 'session',
    agentId: 'me',
    kind: 'mark',
    label: id,
    numbered: false,
    words: '',
    at: count,
    files: 'kept',
    ...differs,
  }
}

/** A message, below another place. */
export function aMessage(id: string, parentId: string | null, differs: Partial<Place> = {}): Place {
  return aMark(id, parentId, { kind: 'message', label: '', words: `Say ${id}`, ...differs })
}

/** A chain of messages below a place. */
export function messages(name: string, length: number, parentId: string | null): Place[] {
  return Array.from({ length }, (_, index) =>
    aMessage(`${name}${index + 1}`, index === 0 ? parentId : `${name}${index}`),
  )
}

/** How a random place hangs: how far back its parent is (0: the newest place; null: none), and what it is. */
type Twig = { back: number | null; kind: 'mark' | 'message' | 'checkpoint' }

const twig: fc.Arbitrary<Twig> = fc.record({
  back: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(30) }),
  kind: fc.constantFrom('mark', 'message', 'message', 'checkpoint'),
})

/** Trees of places as conversations make them: mostly chains, with forks, and now and then a second root. */
export const someTree: fc.Arbitrary<Place[]> = fc
  .array(
    fc.oneof({ weight: 30, arbitrary: twig }, { weight: 1, arbitrary: twig.map((one) => ({ ...one, back: null })) }),
    {
      maxLength: 160,
      size: 'max',
    },
  )
  .map((twigs) =>
    twigs.map(({ back, kind }, index): Place => {
      const parentId = back === null || index === 0 ? null : `p${Math.max(0, index - 1 - back)}`
      const made = kind === 'message' ? aMessage : aMark
      return made(`p${index}`, parentId, { at: index, numbered: kind === 'checkpoint' })
    }),
  )
