import { z } from 'zod'

/** Tokens of one model call or a sum of them; `cost` in US dollars, null where no price is known. */
export const usage = z.object({
  input: z.number().int().nonnegative(),
  cachedInput: z.number().int().nonnegative(),
  output: z.number().int().nonnegative(),
  cost: z.number().nonnegative().nullable(),
})
export type Usage = z.infer<typeof usage>

/** A tool call in words: the host describes, so that the page never compares tool names. */
export const toolDisplay = z.object({
  /** One short verb: `read`, `edit`, `run`. */
  verb: z.string(),
  /** What it acts on: a path, a command, a pattern. */
  subject: z.string(),
})
export type ToolDisplay = z.infer<typeof toolDisplay>

/** What folds out below a tool call. */
export const detail = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('diff'),
    path: z.string(),
    /** Unified diff, without the file header. Empty when the change is too large to show. */
    patch: z.string(),
    added: z.number().int(),
    removed: z.number().int(),
  }),
  z.object({ kind: z.literal('text'), text: z.string() }),
])
export type Detail = z.infer<typeof detail>

export const toolCall = z.object({
  /** The model's own id of the call, which its result repeats. */
  id: z.string(),
  name: z.string(),
  /** JSON as the model wrote it, which may be malformed. */
  arguments: z.string(),
  display: toolDisplay,
})
export type ToolCall = z.infer<typeof toolCall>

export const attachment = z.object({ path: z.string(), content: z.string() })
export type Attachment = z.infer<typeof attachment>

const user = z.object({
  text: z.string(),
  files: z.array(attachment),
  /** Name of the agent that sent it; without: a person did. */
  from: z.string().optional(),
})

const assistant = z.object({
  text: z.string(),
  /** The model's summary of its reasoning, where it gives one. */
  reasoning: z.string(),
  toolCalls: z.array(toolCall),
  model: z.string(),
  usage: usage.nullable(),
  /** `cut`: the model reached its output limit. */
  end: z.enum(['complete', 'cut', 'stopped', 'interrupted']),
  /** Items of the Responses API that must be sent back as they came (encrypted reasoning). */
  items: z.array(z.record(z.string(), z.unknown())),
})

const toolResult = z.object({
  callId: z.string(),
  outcome: z.enum(['ok', 'failed', 'denied', 'stopped', 'interrupted']),
  /** What the model reads. */
  content: z.string(),
  /** The outcome in a few words, for the right edge of its line: `142 lines`. */
  summary: z.string(),
  detail: detail.nullable(),
})

const mark = z.object({
  label: z.string(),
  /** Nobody chose the label: it is `Checkpoint #N`. */
  numbered: z.boolean(),
  by: z.enum(['user', 'model']),
})

const memory = z.object({
  number: z.number().int().positive(),
  alias: z.string().nullable(),
  version: z.number().int().positive(),
  title: z.string(),
  content: z.string(),
})

const summary = z.object({
  text: z.string(),
  model: z.string(),
  usage: usage.nullable(),
  /** The entry of the mark that keeps what it stands for, and what that was called. */
  mark: z.string(),
  label: z.string(),
  /** About how many tokens the path had with it. */
  tokens: z.number().int().nonnegative(),
})

const notice = z.object({
  /** The slash command as it was typed. */
  command: z.string(),
  text: z.string(),
  tone: z.enum(['info', 'error']),
})

const base = {
  id: z.string(),
  agentId: z.string(),
  /** Null starts a session. */
  parentId: z.string().nullable(),
  /** Milliseconds since 1970. */
  createdAt: z.number().int(),
}

/** One immutable item of a conversation (SPEC section 3). */
export const entry = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('user'), payload: user }),
  z.object({ ...base, kind: z.literal('assistant'), payload: assistant }),
  z.object({ ...base, kind: z.literal('tool_result'), payload: toolResult }),
  z.object({ ...base, kind: z.literal('mark'), payload: mark }),
  z.object({ ...base, kind: z.literal('memory'), payload: memory }),
  z.object({ ...base, kind: z.literal('summary'), payload: summary }),
  z.object({ ...base, kind: z.literal('notice'), payload: notice }),
])
export type Entry = z.infer<typeof entry>
export type EntryKind = Entry['kind']
export type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>

/** An entry that is not in the tree yet: what it says, before it has an id and a parent. */
export type NewEntry = { [K in EntryKind]: { kind: K; payload: EntryOf<K>['payload'] } }[EntryKind]
