import { explain } from '../../../preload/protocol/explain.ts'
import type { Fault } from '../../../preload/protocol/faults.ts'
import type { ToolOutcome } from './tool.ts'

/** A change of the repository that did not happen, said to the model as it is said to people. */
export function gitRefused(fault: Fault): ToolOutcome {
  return { outcome: 'failed', content: explain(fault), summary: fault.kind.replaceAll('-', ' '), detail: null }
}

/** A change of the repository that did happen. */
export function gitDone(content: string, summary: string): ToolOutcome {
  return { outcome: 'ok', content, summary, detail: null }
}
