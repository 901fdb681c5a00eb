import type { CallFault, CallName, Client, Input, Output } from '../../preload/protocol/contract.ts'
import type { Result } from '../../preload/protocol/result.ts'
import type { Wire } from '../../preload/protocol/wire.ts'

/** The contract's calls over a wire. */
export function client(wire: Pick<Wire, 'call'>): Client {
  // The host validates what it is asked and answers by the same contract, so its answer has the contract's type.
  return <K extends CallName>(name: K, input: Input<K>) =>
    wire.call(name, input) as Promise<Result<Output<K>, CallFault<K>>>
}
