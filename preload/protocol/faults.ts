/**
 * Everything that is expected to go wrong, as values.
 *
 * A fault carries what a sentence about it needs and no sentence: `explain`
 * writes those, in one place.
 */
export type Fault =
  // the door
  | { kind: 'bad-input'; what: string }
  | { kind: 'bug'; reference: string }
  | { kind: 'connection-lost' }
  // opening a project
  | { kind: 'no-project' }
  | { kind: 'project-already-open'; path: string }
  | { kind: 'not-a-folder'; path: string }
  | { kind: 'not-a-repository'; path: string }
  | { kind: 'bare-repository'; path: string }
  | { kind: 'open-elsewhere'; path: string; pid: number | null }
  | { kind: 'git-missing' }
  | { kind: 'git-too-old'; version: string }
  | { kind: 'git-failed'; verb: string; reason: string }
  // the data folder
  | { kind: 'home-unwritable'; path: string; reason: string }
  | { kind: 'database-set-aside'; path: string; reason: string }
  | { kind: 'settings-set-aside'; path: string; reason: string }
  | { kind: 'store-failed'; reason: string }
  | { kind: 'secret-not-kept'; reason: string }
  // agents
  | { kind: 'no-agent'; name: string; names: string[] }
  | { kind: 'agent-ambiguous'; name: string; names: string[] }
  | { kind: 'name-taken'; name: string }
  | { kind: 'bad-name'; name: string; why: string }
  | { kind: 'root-stays'; name: string }
  | { kind: 'nothing-to-continue'; name: string }
  | { kind: 'no-approval' }
  | { kind: 'no-queued-message' }
  | { kind: 'no-entry' }
  // what was typed
  | { kind: 'unknown-command'; name: string; near: string[] }
  | { kind: 'bad-argument'; command: string; reason: string; usage: string }
  | { kind: 'file-not-attached'; path: string; why: string }
  // the model
  | { kind: 'key-missing'; model: string }
  | { kind: 'key-refused'; host: string }
  | { kind: 'model-unreachable'; url: string; reason: string }
  | { kind: 'model-not-found'; model: string; host: string }
  | { kind: 'model-busy'; status: number; host: string; tries: number }
  | { kind: 'model-refused'; status: number; reason: string }
  | { kind: 'quota-spent'; host: string }
  | { kind: 'context-full'; model: string }
  | { kind: 'stream-cut'; tries: number }
  | { kind: 'reply-unreadable'; reason: string }
  // how a run ends without being finished
  | { kind: 'interrupted' }
  | { kind: 'stopped' }
  | { kind: 'step-limit'; steps: number }

export type FaultKind = Fault['kind']

/** The faults of the kinds named: `FaultOf<'name-taken' | 'bad-name'>`. */
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>
