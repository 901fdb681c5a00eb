import { z } from 'zod'

export const approvalMode = z.enum(['ask', 'edits', 'full'])
export type ApprovalMode = z.infer<typeof approvalMode>

/** US dollars per million tokens. */
const price = z.object({
  input: z.number().nonnegative(),
  cachedInput: z.number().nonnegative(),
  output: z.number().nonnegative(),
})
export type Price = z.infer<typeof price>

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' })

/** What a person can set; the same file format in both hosts. The API key is not in here. */
export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Model for agents that have chosen none. */
  model: z.string().min(1).default('gpt-5.2'),
  /** Null: OpenAI's own address. */
  baseUrl: httpUrl.nullable().default(null),
  /** `auto`: Responses at OpenAI's own address, Chat Completions elsewhere. */
  api: z.enum(['auto', 'responses', 'chat']).default('auto'),
  /** Tokens that a conversation may have before a summary is proposed; null: as many as the model is known to read. */
  contextLimit: z.number().int().min(1000).max(100_000_000).nullable().default(null),
  /** How new agents ask (SPEC section 6). */
  approval: approvalMode.default('ask'),
  /** Model calls in one run before it pauses. */
  stepLimit: z.number().int().min(1).max(1000).default(100),
  /** Time limit of a command that names none, in milliseconds. */
  commandTimeoutMs: z.number().int().min(1000).max(3_600_000).default(120_000),
  /** Prices by model name, over the built-in table. */
  prices: z.record(z.string(), price).default({}),
  /** Keyboard chords by action, over the built-in ones. */
  keys: z.record(z.string(), z.string()).default({}),
  /** A file larger than this many bytes is left out of the snapshots that marks take. */
  largestKept: z.number().int().min(1024).max(1_000_000_000).default(20_000_000),
  /** Folder that worktrees are made in, a folder a project; null: `.worktrees` in the repository. */
  worktrees: z.string().nullable().default(null),
  /** Command that readies a new worktree, by the project's path: `npm ci`. */
  setup: z.record(z.string(), z.string()).default({}),
  sidebar: z.boolean().default(true),
  /** The mark timeline beside the conversation. */
  timeline: z.boolean().default(true),
  /** The terminal also as text that assistive technology reads, which costs some speed. */
  screenReader: z.boolean().default(false),
})
export type Settings = z.infer<typeof settings>

export const settingsChange = settings.partial()
export type SettingsChange = z.infer<typeof settingsChange>
