import { z } from 'zod'
import {
  type Answer,
  agentId,
  answers,
  branch,
  entryId,
  nothing,
  objectId,
  path,
  strategy,
  terminalId,
  terminalSize,
  text,
} from './calls/fields.ts'
import { gitFaults, memoryFaults, modelFaults, rewindFaults } from './calls/git-faults.ts'
import { markCalls } from './calls/marks.ts'
import { memoryCalls } from './calls/memory.ts'
import { searchCalls } from './calls/search.ts'
import type { Entry } from './entry.ts'
import type { FaultKind, FaultOf } from './faults.ts'
import type { Ask, ClosePreview, FileChange, FileDiff, MergePreview } from './git.ts'
import type { Result } from './result.ts'
import { approvalMode, settingsChange } from './settings.ts'
import type { KnownMerge, State } from './state.ts'
import type { Partial } from './wire.ts'

/** Faults that any call may end with, at the door or on the way. */
type DoorFault = FaultOf<'bug' | 'connection-lost'>

/** A stretch of a conversation's path, oldest first; `earlier` says whether more lies before it. */
export type Stretch = { entries: Entry[]; earlier: boolean }

/**
 * Every call a page can make: what goes in, what comes out, what can go wrong.
 *
 * Handlers and the page's client are derived from this table.
 */
export const contract = {
  'feed.state': { input: nothing, output: answers<{ n: number; state: State }>(), faults: [] },

  'project.recent': { input: nothing, output: answers<{ path: string; name: string }[]>(), faults: [] },
  'project.choose': { input: nothing, output: answers<{ path: string | null }>(), faults: [] },
  'project.open': {
    input: z.object({ path }),
    output: answers<void>(),
    faults: [
      'project-already-open',
      'not-a-folder',
      'not-a-repository',
      'bare-repository',
      'open-elsewhere',
      'git-missing',
      'git-too-old',
      'git-failed',
    ],
  },

  /** Makes this the conversation that the page looks at: its chunks come from now on. `n` is the event the answer includes. */
  'conversation.open': {
    input: z.object({ agentId }),
    output: answers<Stretch & { n: number; head: string | null; partial: Partial }>(),
    faults: ['no-agent'],
  },
  /** With `upTo`, an entry further up, all that lies between the two, and some before it. */
  'conversation.earlier': {
    input: z.object({ agentId, before: z.string().max(100), upTo: entryId.optional() }),
    output: answers<Stretch>(),
    faults: ['no-agent', 'no-entry'],
  },
  /** The path as markdown, or the whole tree as JSON; `name` is a name for the file. */
  'conversation.export': {
    input: z.object({ agentId, format: z.enum(['markdown', 'json']) }),
    output: answers<{ name: string; text: string }>(),
    faults: ['no-agent'],
  },
  /** Takes an exported tree over as a session of this agent, and goes on with it. */
  'conversation.import': {
    input: z.object({ agentId, text: z.string().max(500_000_000) }),
    output: answers<void>(),
    faults: ['no-agent', 'conversation-unreadable'],
  },
  /** Puts a summary by the agent's own model in the conversation's place; a mark keeps what was said. */
  'conversation.sum-up': {
    input: z.object({ agentId }),
    output: answers<void>(),
    faults: ['no-agent', 'run-goes-on', 'nothing-to-sum-up', ...modelFaults],
  },
  'conversation.partial': { input: z.object({ agentId }), output: answers<Partial>(), faults: ['no-agent'] },

  /** A message, or slash commands. `view` names the agent to look at next. */
  'message.send': {
    input: z.object({ agentId, text: text.min(1) }),
    output: answers<{ did: 'sent' | 'queued' | 'command'; view: string | null; ask: Ask | null }>(),
    faults: [
      ...gitFaults,
      ...rewindFaults,
      'no-agent',
      'mark-missing',
      'no-mark-before',
      'bad-label',
      ...memoryFaults,
      'memory-in-use',
      'root-stays',
      'sub-agent-reads-only',
      'session-missing',
      'unknown-command',
      'bad-argument',
      'file-not-attached',
      'model-unreachable',
      'key-missing',
    ],
  },
  /** Takes a waiting message back, to be changed. */
  'message.unqueue': {
    input: z.object({ agentId, id: z.string().max(100) }),
    output: answers<{ text: string }>(),
    faults: ['no-agent', 'no-queued-message'],
  },
  'run.stop': { input: z.object({ agentId }), output: answers<void>(), faults: ['no-agent'] },
  'run.continue': {
    input: z.object({ agentId }),
    output: answers<void>(),
    faults: ['no-agent', 'nothing-to-continue'],
  },
  'approval.answer': {
    input: z.object({ agentId, id: z.string().max(100), answer: z.enum(['allow', 'always', 'deny']) }),
    output: answers<void>(),
    faults: ['no-agent', 'no-approval'],
  },
  'approval.mode': {
    input: z.object({ agentId, mode: approvalMode }),
    output: answers<void>(),
    faults: ['no-agent'],
  },
  'agents.order': { input: z.object({ ids: z.array(agentId).max(1000) }), output: answers<void>(), faults: [] },

  /** Somebody is back at this window: what cannot be watched is looked at again. */
  'status.refresh': { input: nothing, output: answers<void>(), faults: [] },

  /**
   * Computed without touching any worktree, and cached by the two commits:
   * cheap enough to ask while hovering. A rebase is gone through commit by commit.
   */
  'merge.preview': {
    input: z.object({ agentId, target: branch, strategy }),
    output: answers<MergePreview>(),
    faults: ['no-agent', ...gitFaults],
  },
  /** Lands whole or changes nothing. The two ids are those of the preview: a branch that moved since is refused. */
  'merge.run': {
    input: z.object({
      agentId,
      target: branch,
      sourceId: objectId,
      targetId: objectId,
      strategy,
      message: text.nullable(),
    }),
    output: answers<KnownMerge>(),
    faults: ['no-agent', ...gitFaults],
  },
  'merge.undo': { input: z.object({ id: z.string().max(100) }), output: answers<void>(), faults: [...gitFaults] },
  /**
   * Merges the target into the agent's own branch, in its own worktree, and gives it the conflicts to solve. The merge
   * is offered again when it is clean (`State.awaited`), with the commands that were chained behind it in `rest`.
   */
  'merge.resolve': {
    input: z.object({ agentId, target: branch, rest: text.nullable().default(null) }),
    output: answers<void>(),
    faults: ['no-agent', ...gitFaults],
  },
  /** Does not want the merge that is offered again. */
  'merge.decline': { input: z.object({ agentId }), output: answers<void>(), faults: ['no-agent'] },
  'commit.preview': {
    input: z.object({ agentId }),
    output: answers<FileChange[]>(),
    faults: ['no-agent', ...gitFaults],
  },
  'commit.run': {
    input: z.object({ agentId, message: text.min(1) }),
    output: answers<{ id: string; subject: string }>(),
    faults: ['no-agent', ...gitFaults],
  },
  'diff.read': {
    input: z.object({ agentId, file: path.nullable(), staged: z.boolean() }),
    output: answers<FileDiff[]>(),
    faults: ['no-agent', ...gitFaults],
  },
  /** How one file differs between two commits or trees, such as those of a preview; `was` is its path before a rename. */
  'diff.between': {
    input: z.object({ agentId, from: objectId, to: objectId, file: path, was: path.nullable() }),
    output: answers<string>(),
    faults: ['no-agent', ...gitFaults],
  },
  'close.preview': {
    input: z.object({ agentId }),
    output: answers<ClosePreview>(),
    faults: ['no-agent', ...gitFaults],
  },
  'agent.close': {
    input: z.object({ agentId, merge: z.boolean(), keepBranch: z.boolean() }),
    output: answers<{ view: string }>(),
    faults: ['no-agent', 'root-stays', ...gitFaults],
  },
  'agent.restore': {
    input: z.object({ id: z.string().max(100) }),
    output: answers<{ view: string }>(),
    faults: ['no-agent', ...gitFaults],
  },

  /**
   * Makes this the terminal that the page looks at: its chunks come from now on.
   * `git` is what the app ran, without the commands that only read, `git-all`
   * all of it; a shell is started where the agent has none, and again with
   * `fresh` where it has ended. `at` is the offset of what comes after `history`.
   */
  'terminal.open': {
    input: z.object({ agentId, kind: z.enum(['git', 'git-all', 'shell']), ...terminalSize, fresh: z.boolean() }),
    output: answers<{ id: string; history: string; at: number; ended: number | null }>(),
    faults: ['no-agent', 'terminal-unavailable', 'too-many-terminals'],
  },
  /** The page looks at no terminal any more; the shell goes on. */
  'terminal.leave': { input: nothing, output: answers<void>(), faults: [] },
  'terminal.write': {
    input: z.object({ id: terminalId, text: z.string().max(100_000) }),
    output: answers<void>(),
    faults: ['no-terminal'],
  },
  'terminal.resize': {
    input: z.object({ id: terminalId, ...terminalSize }),
    output: answers<void>(),
    faults: ['no-terminal'],
  },
  /** Ends a shell; one in which a program runs only with `anyway`. */
  'terminal.close': {
    input: z.object({ id: terminalId, anyway: z.boolean() }),
    output: answers<void>(),
    faults: ['no-terminal', 'terminal-busy'],
  },

  ...markCalls,
  ...memoryCalls,
  ...searchCalls,

  'draft.save': { input: z.object({ agentId, text }), output: answers<void>(), faults: ['no-agent'] },
  /** What was typed to this agent, newest first. */
  'input.history': { input: z.object({ agentId }), output: answers<string[]>(), faults: ['no-agent'] },
  /** Files of the agent's directory that fit what is typed after `@`, best first. */
  'input.files': {
    input: z.object({ agentId, query: z.string().max(500) }),
    output: answers<string[]>(),
    faults: ['no-agent', 'git-failed'],
  },

  'settings.change': { input: z.object({ change: settingsChange }), output: answers<void>(), faults: [] },
  /** Null forgets the key. */
  'secret.keep': {
    input: z.object({ key: z.string().min(1).max(1000).nullable() }),
    output: answers<void>(),
    faults: ['secret-not-kept'],
  },
  'models.list': {
    input: nothing,
    output: answers<string[]>(),
    faults: ['key-missing', 'key-refused', 'model-unreachable', 'model-busy', 'model-refused', 'reply-unreadable'],
  },
  'alert.dismiss': { input: z.object({ id: z.string().max(100) }), output: answers<void>(), faults: [] },
} as const satisfies Record<string, { input: z.ZodType; output: Answer<unknown>; faults: readonly FaultKind[] }>

export type Contract = typeof contract
export type CallName = keyof Contract
export type Input<K extends CallName> = z.infer<Contract[K]['input']>
export type Output<K extends CallName> = Contract[K]['output'] extends Answer<infer T> ? T : never
/** What a handler may fail with. */
export type DeclaredFault<K extends CallName> = FaultOf<
  Contract[K]['faults'][number] | 'bad-input' | 'store-failed' | 'no-project'
>
/** What a caller must expect. */
export type CallFault<K extends CallName> = DeclaredFault<K> | DoorFault
export type Client = <K extends CallName>(name: K, input: Input<K>) => Promise<Result<Output<K>, CallFault<K>>>
