/** A tool call as it grows. */
export type GrowingCall = { index: number | null; id: string; name: string; arguments: string }

/** What one delta says of a call; servers leave out whatever they please. */
type CallDelta = { index: number | null; id: string; name: string; arguments: string }

/**
 * Adds a delta to the calls and returns the call it belongs to.
 *
 * The index decides where there is one, else the id. A new id or a name begins a
 * call and bare arguments go on with the last. Some servers give every call the
 * index 0, others repeat id and name in every delta of one call: so a delta
 * that names the same function again begins a new call only where the one
 * before it is whole.
 */
export function addCallDelta(calls: GrowingCall[], delta: CallDelta): GrowingCall {
  const known =
    delta.index === null
      ? (calls.findLast(({ id }) => id !== '' && id === delta.id) ?? calls.at(-1))
      : calls.findLast(({ index }) => index === delta.index)
  const call = known && goesOn(known, delta) ? known : begin(calls, delta)
  call.id ||= delta.id
  call.name ||= delta.name
  call.arguments += delta.arguments
  return call
}

function goesOn(call: GrowingCall, delta: CallDelta): boolean {
  if (delta.name === '') return delta.index !== null || delta.id === '' || delta.id === call.id
  if (call.name === '') return true
  const sameId = delta.id === call.id || delta.id === '' || call.id === ''
  if (delta.name !== call.name || !sameId) return false
  return (delta.arguments === '' && delta.id !== '') || !isWhole(call.arguments)
}

function begin(calls: GrowingCall[], { index }: CallDelta): GrowingCall {
  const call = { index, id: '', name: '', arguments: '' }
  calls.push(call)
  return call
}

/** Whether a call's arguments are a whole JSON object. */
export function isWhole(args: string): boolean {
  try {
    const value: unknown = JSON.parse(args)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

type Call = { id: string; name: string; arguments: string }

/**
 * The calls with ids of their own: one that is missing, or that this
 * conversation has used before, is replaced, since results are found by it.
 */
export function withOwnIds(calls: readonly Call[], used: Iterable<string>, newId: () => string): Call[] {
  const taken = new Set(used)
  return calls.map((call) => {
    let { id } = call
    while (id === '' || taken.has(id)) id = newId()
    taken.add(id)
    return { id, name: call.name, arguments: call.arguments.trim() === '' ? '{}' : call.arguments }
  })
}
