import type { Git, GitRun } from '../git/git.ts'
import { asTyped, isBackground, isPatch, isPlumbing } from './git-words.ts'
import { ink, painted, shownLines } from './paint.ts'
import { type Scrollback, scrollback } from './scrollback.ts'
import { commandLine, shellWord } from './shell-words.ts'

/** In whose name a command runs: an agent with its hue, or the repository. */
export type Speaker = { name: string; hue: number | null }

/** `all`: every command. `done`: those that changed something or were asked for, and those that failed. */
export type GitView = 'all' | 'done'

/** What the git terminal shows, newest at the end. */
export type GitLog = {
  read(view: GitView): ReturnType<Scrollback['read']>
  /** A command begins; what is returned ends it. */
  begin(command: GitCommand): (run: GitRun) => void
}

/** `onCopy`: it is run on a copy of the index. */
export type GitCommand = { speaker: Speaker; args: readonly string[]; stdin: string; onCopy: boolean }

const most = { length: 512 * 1024, pieces: 2000 }
/** UTF-16 units of one command's line, of its input, and of its output; the middle is left out. */
const mostOf = { line: 2000, input: 1000, output: 8000 }
/** A command that takes longer says that it runs; the rest are shown when they have ended. */
const longMs = 1000

/**
 * The log of every git command that the app ran. It forgets the oldest.
 *
 * Most of them only find something out, so it is kept twice: whole, and
 * without those.
 */
export function gitLog(clock: () => number, onText: (view: GitView, at: number, text: string) => void): GitLog {
  const kept = { all: scrollback(most), done: scrollback(most) }
  kept.done.append(`${ink.faint('# Commands that only read are left out here.')}\r\n`)
  const add = (text: string, views: readonly GitView[]) => {
    for (const view of views) {
      onText(view, kept[view].end(), text)
      kept[view].append(text)
    }
  }
  return {
    read: (view) => kept[view].read(),
    begin(command) {
      const since = clock()
      const background = isBackground(asTyped(command.args), command.onCopy)
      const running = () => add(`${head(command)}  ${ink.faint('# is running')}\r\n`, viewsOf(!background))
      const timer = setTimeout(running, longMs)
      timer.unref()
      return (run) => {
        clearTimeout(timer)
        // An exit code alone is an answer ('no such branch'); words come with it where something is wrong.
        const failed = run.exit !== 0 && run.stderr.trim() !== ''
        add(entryOf(command, run, clock() - since), viewsOf(!background || failed))
      }
    },
  }
}

const viewsOf = (shown: boolean): readonly GitView[] => (shown ? ['all', 'done'] : ['all'])

/**
 * A git that writes down what it runs, and is otherwise the one it wraps.
 *
 * `who` says in whose name: `agentId` is what the caller gave as `for`.
 */
export function recordingGit(
  git: Git,
  who: (directory: string, agentId: string | undefined) => Speaker,
  log: GitLog,
): Git {
  return async (directory, args, options = {}) => {
    const speaker = who(directory, options.for)
    const onCopy = options.env?.['GIT_INDEX_FILE'] !== undefined
    const stdin = typeof options.stdin === 'string' ? options.stdin : ''
    const end = log.begin({ speaker, args, stdin, onCopy })
    const run = await git(directory, args, options)
    end(options.encoding === 'latin1' ? { ...run, stdout: Buffer.from(run.stdout, 'latin1').toString() } : run)
    return run
  }
}

function head({ speaker, args, stdin }: GitCommand): string {
  const name = shownLines(speaker.name).join(' ')
  const typed = asTyped(args)
  const words = middleCut(commandLine(typed), mostOf.line).replaceAll('\n', '\r\n')
  const { hue } = speaker
  if (isPlumbing(typed)) return ink.faint(`${name} $ ${words}`)
  return `${hue === null ? ink.faint(name) : ink.hue(hue, name)} ${ink.faint('$')} ${inputOf(stdin)}${words}`
}

/** What was given as input, as one would type it. Too much of it is only counted, in the remark. */
function inputOf(stdin: string): string {
  if (stdin === '' || stdin.length > mostOf.input) return ''
  return `printf %s ${shellWord(stdin).replaceAll('\n', '\r\n')} | `
}

function entryOf(command: GitCommand, run: GitRun, ms: number): string {
  const typed = asTyped(command.args)
  const quiet = isPlumbing(typed)
  const given = command.stdin.length > mostOf.input ? [`${size(command.stdin.length)} of input`] : []
  const remark = ink.faint(`# ${[...given, duration(ms)].join(', ')}${run.exit === 0 ? '' : ','}`)
  const failed = run.exit === 0 ? '' : ` ${quiet ? ink.faint(`exit ${run.exit}`) : ink.bad(`exit ${run.exit}`)}`
  // The output of plumbing is for programs; when it fails, what it says about it is for people.
  const printed = [quiet ? '' : run.stdout, quiet && run.exit === 0 ? '' : run.stderr].filter((text) => text !== '')
  const lines = printed.flatMap((text) => shownLines(middleCut(text, mostOf.output / printed.length)))
  return [`${head(command)}  ${remark}${failed}`, ...lines.map((line) => painted(line, isPatch(typed))), ''].join(
    '\r\n',
  )
}

/** Both ends of a text that is too long, and a note of how much is left out between them. */
function middleCut(text: string, length: number): string {
  if (text.length <= length) return text
  const half = Math.floor(length / 2)
  const note = `… ${size(text.length - 2 * half)} left out …`
  return `${text.slice(0, half)}\n${note}\n${text.slice(-half)}`
}

const size = (length: number) =>
  length < 10_000 ? `${length} characters` : `${Math.round(length / 1000)} thousand characters`
const duration = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`)
