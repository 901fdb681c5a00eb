import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../../preload/protocol/result.ts'
import { type ApprovalMode, approvalMode } from '../../preload/protocol/settings.ts'

/** What a start was asked to do (SPEC section 8). */
export type Flags = {
  /** Absolute. Null: none was named. */
  repo: string | null
  browser: boolean
  open: boolean
  /** 0: any free port. */
  port: number
  approval: ApprovalMode | null
}

export type Asked = { kind: 'start'; flags: Flags } | { kind: 'help' } | { kind: 'version' }

export const help = `Ikigai Desktop: several AI coding agents on one git repository.

  --repo PATH                 open this repository (default: the current folder's, else a chooser)
  --browser                   use the browser host instead of Electron
  --no-open                   open no window: the browser host only prints its address
  --port N                    port of the browser host (default 0: any free one)
  --approval ask|edits|full   how agents ask before they act, for this start
  --help, --version

  IKIGAI_HOME                 the data folder (default: ~/.ikigai)
  OPENAI_API_KEY, OPENAI_BASE_URL, IKIGAI_MODEL
                              the model; with neither key nor address a scripted demo model serves
`

const options = {
  repo: { type: 'string' },
  browser: { type: 'boolean' },
  'no-open': { type: 'boolean' },
  port: { type: 'string' },
  approval: { type: 'string' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const

/** Reads a command line, or says in one line what is wrong with it. `cwd` is where a relative PATH begins. */
export function parseFlags(args: readonly string[], cwd: string): Result<Asked, string> {
  const read = readArgs(args)
  if (!read.ok) return read
  const given = read.value
  if (given.help) return ok({ kind: 'help' })
  if (given.version) return ok({ kind: 'version' })

  const port = given.port ?? '0'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) return wrong(`--port '${port}' is not a number from 0 to 65535`)
  const approval = approvalMode.nullable().safeParse(given.approval ?? null)
  if (!approval.success) return wrong(`--approval '${given.approval}' is not one of ask, edits, full`)
  if (given.repo === '') return wrong('--repo needs a path')

  return ok({
    kind: 'start',
    flags: {
      repo: given.repo === undefined ? null : resolve(cwd, given.repo),
      browser: given.browser ?? false,
      open: !given['no-open'],
      port: Number(port),
      approval: approval.data,
    },
  })
}

function readArgs(args: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values)
  } catch (error) {
    // parseArgs throws TypeErrors whose first sentence says what is wrong
    const sentence = error instanceof Error ? (error.message.split(/\. |\n/)[0] ?? '') : String(error)
    return wrong(sentence.replace(/\.$/, ''))
  }
}

function wrong(what: string) {
  return fail(`${what}. --help lists the flags.`)
}
