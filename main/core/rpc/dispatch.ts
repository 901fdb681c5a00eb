import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import {
  type CallName,
  contract,
  type DeclaredFault,
  type Input,
  type Output,
} from '../../../preload/protocol/contract.ts'
import type { Fault } from '../../../preload/protocol/faults.ts'
import { fail, type Result } from '../../../preload/protocol/result.ts'
import type { Log } from '../ports.ts'
import { StoreFailure } from '../store/database.ts'
import type { Listener } from './feed.ts'

export type Handlers = {
  [K in CallName]: (input: Input<K>, caller: Listener) => Promise<Result<Output<K>, DeclaredFault<K>>>
}

type AnyHandler = (input: unknown, caller: Listener) => Promise<Result<unknown, Fault>>

/**
 * The door: validates what comes in, calls the handler, and turns exceptions
 * into faults. Never rejects.
 */
export async function dispatch(
  handlers: Handlers,
  log: Log,
  call: { name: string; input: unknown; caller: Listener },
): Promise<Result<unknown, Fault>> {
  if (!isCallName(call.name)) return fail({ kind: 'bad-input', what: `there is no call '${call.name.slice(0, 100)}'` })
  const input = contract[call.name].input.safeParse(call.input)
  if (!input.success) return fail({ kind: 'bad-input', what: firstIssue(input.error) })
  try {
    // the handler's input type is the one that was just validated
    return await (handlers[call.name] as AnyHandler)(input.data, call.caller)
  } catch (error) {
    return fail(faultOf(error, log, call.name))
  }
}

/** The fault that an exception becomes: a store that failed, or a bug, logged under a short reference. */
export function faultOf(error: unknown, log: Log, where: string): Fault & { kind: 'store-failed' | 'bug' } {
  if (error instanceof StoreFailure) {
    log({ level: 'error', message: `${where}: the store failed`, error })
    return error.fault
  }
  const reference = randomUUID().slice(0, 8)
  log({ level: 'error', message: `${where}: ${reference}`, error })
  return { kind: 'bug', reference }
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(contract, name)
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue) return z.prettifyError(error)
  const place = issue.path.map(String).join('.')
  return place === '' ? issue.message : `${place}: ${issue.message}`
}
