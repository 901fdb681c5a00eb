import type { z } from 'zod'
import type { Detail, ToolDisplay } from '../../../preload/protocol/entry.ts'
import type { Fault, FaultOf } from '../../../preload/protocol/faults.ts'
import type { MergeDone } from '../../../preload/protocol/git.ts'
import type { MemoryContent, MemoryDocument } from '../../../preload/protocol/memory.ts'
import type { Result } from '../../../preload/protocol/result.ts'
import type { Git } from '../git/git.ts'

/** What a tool may touch, and how it reports. */
export type ToolContext = {
  /** The agent's directory, absolute and free of symlinks: no path leads out of it. */
  directory: string
  /** Environment for child processes, already without the key. */
  environment: Record<string, string>
  git: Git
  /** Does work that changes the repository, one piece at a time across all agents. */
  write: <T, F>(job: (git: Git) => Promise<Result<T, F>>) => Promise<Result<T, F | FaultOf<'lock-held' | 'stopped'>>>
  /** Merges a branch into another as they are then, in the same order, and notes it: it can be undone. */
  merge: (sides: { source: string; into: string }) => Promise<Result<MergeDone, Fault>>
  /** The conversation that the call is made in. */
  conversation: ToolConversation
  agents: ToolAgents
  /** Default time limit of a command, in milliseconds. */
  commandTimeoutMs: number
  /** Called with what a running command prints, as it comes. */
  onOutput: (text: string) => void
  signal: AbortSignal
}

/** What tools may do with the conversation they are called in. */
export type ToolConversation = {
  /** Sets a mark; answers with its label. */
  mark(label: string): Promise<Result<string, Fault>>
  /** What was said around a mark, on whichever path it lies, and which files changed. */
  readMark(label: string): Promise<Result<string, Fault>>
  writeMemory(wish: {
    title: string
    content: string
    alias: string | undefined
    ref: string | null
  }): Promise<Result<MemoryDocument, Fault>>
  readMemory(ref: string): Promise<Result<MemoryContent, Fault>>
  /** Best fit first. */
  searchMemory(query: string): Promise<Result<MemoryDocument[], Fault>>
}

/** What tools may do with the other agents of the project. */
export type ToolAgents = {
  list(): string
  /** The name of the agent that got it, and whether it begins at once or waits behind what that one does. */
  send(to: string, text: string): Promise<Result<{ name: string; did: 'sent' | 'queued' }, Fault>>
  /** Starts a sub-agent; answers with its name. */
  spawn(wish: { name: string; prompt: string; worktree: boolean }): Promise<Result<string, Fault>>
}

/** What came of a call. `content` is what the model reads: a plain sentence where it failed, never a stack. */
export type ToolOutcome = {
  outcome: 'ok' | 'failed' | 'stopped'
  content: string
  /** A few words for the right edge of the call's line: `142 lines`, `+24 −3`, `exit 1 · 2.1 s`. */
  summary: string
  detail: Detail | null
}

/** How a tool is gated (SPEC section 6): reading is free, edits and commands ask by mode. */
export type ToolKind = 'read' | 'edit' | 'command'

/** One tool the model can call. Its file holds it with the prompt that describes it. */
export type Tool<Schema extends z.ZodType = z.ZodType> = {
  name: string
  kind: ToolKind
  /** It asks nobody, and yet it runs in its place among other calls: what it does has an order. */
  inOrder?: true
  /** The prompt text. */
  description: string
  input: Schema
  /** The call in words, before it runs. */
  describe(input: z.infer<Schema>): ToolDisplay
  /** What a person sees before allowing it: the diff of an edit. Null where `describe` says it all. */
  preview?(input: z.infer<Schema>, context: ToolContext): Promise<Detail | null>
  /** For commands: the command line, so that 'Always allow' can remember its first words. */
  command?(input: z.infer<Schema>): string
  run(input: z.infer<Schema>, context: ToolContext): Promise<ToolOutcome>
}

/** Keeps each tool's own input type while it is written, and forgets it for the registry. */
export function tool<Schema extends z.ZodType>(definition: Tool<Schema>): Tool {
  return definition as unknown as Tool
}
