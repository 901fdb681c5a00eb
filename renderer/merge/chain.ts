/** What was chained behind a command, in the parts that a merge deals with differently. */
export type Chain = {
  /** Before the agent is closed; null: nothing. */
  before: string | null
  /** How it is to be closed; null: it is not. */
  close: { merge: boolean; keepBranch: boolean } | null
  after: string | null
}

/** Takes `/agent close` out of what was chained: a dialog that merged has its own way to close. */
export function chainOf(rest: string | null): Chain {
  const commands = splitChain(rest ?? '')
  const at = commands.findIndex((command) => /^\/agent\s+close(\s+--[\w-]+)*$/.test(command))
  if (at < 0) return { before: joined(commands), close: null, after: null }
  const flags = commands[at]?.split(/\s+/) ?? []
  return {
    before: joined(commands.slice(0, at)),
    close: { merge: !flags.includes('--no-merge'), keepBranch: flags.includes('--keep-branch') },
    after: joined(commands.slice(at + 1)),
  }
}

/** The chain again, as it was typed. */
export function unchained({ before, after }: Chain, close: string | null): string | null {
  return joined([before, close, after].filter((part) => part !== null))
}

/** The commands of a chain. `&&` inside quotes is text. */
export function splitChain(text: string): string[] {
  const commands: string[] = []
  let command = ''
  let quote: string | null = null
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (quote === null && text.startsWith('&&', at)) {
      commands.push(command)
      command = ''
      at += 1
      continue
    }
    if (quote === '"' && sign === '\\') {
      command += text.slice(at, at + 2)
      at += 1
      continue
    }
    if (sign === quote) quote = null
    else if (quote === null && (sign === '"' || sign === "'")) quote = sign
    command += sign
  }
  return [...commands, command].map((one) => one.trim()).filter((one) => one !== '')
}

function joined(commands: readonly string[]): string | null {
  return commands.length === 0 ? null : commands.join(' && ')
}
