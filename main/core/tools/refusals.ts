import { unreachable } from '../../../preload/protocol/result.ts'
import type { ToolOutcome } from './tool.ts'

/** Why a tool did not do what it was asked. They stay among the tools: a person sees the sentence, never the kind. */
export type Refusal =
  | { kind: 'path-empty' }
  | { kind: 'path-outside'; path: string }
  | { kind: 'link-outside'; path: string }
  | { kind: 'link-broken'; path: string }
  | { kind: 'path-in-git'; path: string }
  | { kind: 'path-of-agent'; path: string }
  | { kind: 'not-found'; path: string; near: string[] }
  | { kind: 'is-folder'; path: string; listed: boolean }
  | { kind: 'not-a-file'; path: string }
  | { kind: 'binary'; path: string }
  | { kind: 'not-utf8'; path: string }
  | { kind: 'too-large'; path: string; size: number; limit: number }
  | { kind: 'past-end'; path: string; offset: number; lines: number }
  | { kind: 'text-empty' }
  | { kind: 'text-same' }
  | { kind: 'text-absent'; path: string; alike: number | null }
  | { kind: 'text-repeated'; path: string; lines: number[]; more: boolean }
  | { kind: 'disk-failed'; path: string; reason: string }
  | { kind: 'pattern-invalid'; reason: string }
  | { kind: 'git-failed'; verb: string; reason: string }
  | { kind: 'not-started'; reason: string }
  | { kind: 'stash-shared' }
  | { kind: 'unknown-tool'; name: string; names: string[] }
  | { kind: 'arguments-malformed'; tool: string; reason: string }
  | { kind: 'arguments-wrong'; tool: string; wrong: string[]; takes: string[] }

/** The one place that writes sentences for the model: what happened, then what to do. */
export function sayRefusal(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'path-empty':
      return 'The path is empty or contains a NUL character. Give a path inside your directory, such as src/index.ts.'
    case 'path-outside':
      return `${shown(refusal.path)} is outside your directory. Give a path inside it, relative to it, such as src/index.ts.`
    case 'link-outside':
      return `${shown(refusal.path)} is a link, or lies behind one, that leads out of your directory. Work on files inside it.`
    case 'link-broken':
      return `${shown(refusal.path)} is a link that leads nowhere. Name the file itself, or remove the link with run_command.`
    case 'path-in-git':
      return `${shown(refusal.path)} belongs to git itself. Use git through run_command instead.`
    case 'path-of-agent':
      return `${shown(refusal.path)} is the directory of another agent, which works there. Change files of your own directory only.`
    case 'not-found':
      return refusal.near.length > 0
        ? `${shown(refusal.path)} does not exist. Did you mean ${refusal.near.map(shown).join(' or ')}?`
        : `${shown(refusal.path)} does not exist. Find the file with list_files.`
    case 'is-folder':
      return refusal.listed
        ? `${shown(refusal.path)} is a folder. List what is in it with list_files and the glob ${shown(`${refusal.path}/**`)}.`
        : `${shown(refusal.path)} is a folder. Give the path of a file.`
    case 'not-a-file':
      return `${shown(refusal.path)} is a device, a pipe or a socket. Only regular files can be read and written.`
    case 'binary':
      return `${shown(refusal.path)} is a binary file. Look at it, or change it, with a program through run_command.`
    case 'not-utf8':
      return `${shown(refusal.path)} is not UTF-8 text, and an edit would damage it. Change it with a program through run_command.`
    case 'too-large':
      return `${shown(refusal.path)} has ${size(refusal.size)}, more than the ${size(refusal.limit)} that can be edited. Change it with a program through run_command.`
    case 'past-end':
      return `${shown(refusal.path)} has ${count(refusal.lines, 'line')}, so nothing begins at line ${refusal.offset}. Give a smaller offset.`
    case 'text-empty':
      return 'old_text is empty. Give the text to be replaced, or write the whole file with write_file.'
    case 'text-same':
      return 'old_text and new_text are the same, so there is nothing to change.'
    case 'text-absent':
      return refusal.alike === null
        ? `old_text does not occur in ${shown(refusal.path)}. Read the file and copy the text exactly, white space included.`
        : `old_text does not occur in ${shown(refusal.path)}, but line ${refusal.alike} differs from it in white space only. Read the file there and copy the text exactly.`
    case 'text-repeated':
      return `old_text occurs ${refusal.more ? 'at least ' : ''}${refusal.lines.length} times in ${shown(refusal.path)}, at lines ${refusal.lines.join(', ')}. Add lines around it until it occurs once.`
    case 'disk-failed':
      return `${shown(refusal.path)} could not be read or written: ${refusal.reason}. Nothing was changed.`
    case 'pattern-invalid':
      return `The pattern is not a valid POSIX extended regular expression: ${refusal.reason}. Put a backslash before characters that stand for themselves: ( ) [ { . * + ? | ^ $.`
    case 'git-failed':
      return `git ${refusal.verb} failed: ${refusal.reason}`
    case 'not-started':
      return `The command could not be started: ${refusal.reason}.`
    case 'stash-shared':
      return 'This was not run: all worktrees of the repository share one stash, so it could take or bury the work of another agent or of the user. To set work aside, commit it on your own branch. git stash list, show and apply may be used.'
    case 'unknown-tool':
      return `There is no tool named ${shown(refusal.name)}. The tools are: ${refusal.names.join(', ')}.`
    case 'arguments-malformed':
      return `The arguments of ${refusal.tool} are not a JSON object (${refusal.reason}). Nothing was done; make the call again with valid JSON.`
    case 'arguments-wrong':
      return `${refusal.tool} was not run: ${refusal.wrong.join('; ')}. It takes ${refusal.takes.join(', ')}.`
    default:
      return unreachable(refusal)
  }
}

/** A refusal as the outcome of a call. */
export function refused(refusal: Refusal): ToolOutcome {
  return { outcome: 'failed', content: sayRefusal(refusal), summary: refusal.kind.replaceAll('-', ' '), detail: null }
}

/** The outcome of a call that the user ended before it was done. */
export const stopped: ToolOutcome = {
  outcome: 'stopped',
  content: 'The user stopped this call before it was done.',
  summary: 'stopped',
  detail: null,
}

/**
 * A file name as the model sees it and can give it back.
 *
 * One with a line break or another control character is written as a JSON
 * string, so that a list of names keeps one name a line.
 */
export function shown(name: string): string {
  return /[\p{Cc}\u2028\u2029"]|^\s|\s$/u.test(name) || name === '' ? JSON.stringify(name) : name
}

/** `1 line`, `2 lines`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : noun.endsWith('ch') ? 'es' : 's'}`
}

/** `64 KB`, `1.5 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return count(bytes, 'byte')
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'KB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ${unit}`
}
