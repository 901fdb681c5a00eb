import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { MergeStrategy } from '../../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, type GitRun, reasonOf } from '../git.ts'

type Message = Result<string, FaultOf<'git-failed'>>

type Wording = {
  source: string
  target: string
  sourceId: string
  targetId: string
  strategy: MergeStrategy
  message: string | null
}

/** The message given, else the one that git itself would write. */
export async function messageFor(git: Git, folder: string, wording: Wording): Promise<Message> {
  const given = wording.message ?? ''
  if (given.trim() !== '') return tidyMessage(git, folder, given)
  const make = wording.strategy === 'squash' ? squashMessage : mergeMessage
  const made = await make(git, folder, wording)
  return made.ok ? tidyMessage(git, folder, made.value) : made
}

/** `merge.log` and `merge.suppressDest` included (git-fmt-merge-msg(1)). */
async function mergeMessage(git: Git, folder: string, { source, target, sourceId }: Wording): Promise<Message> {
  const stdin = `${sourceId}\t\tbranch '${source}' of .\n`
  return printed('fmt-merge-msg', await git(folder, ['fmt-merge-msg', '--into-name', target], { stdin }))
}

/** As `git merge --squash` prepares it: every commit that was squashed, in full. */
async function squashMessage(git: Git, folder: string, { sourceId, targetId }: Wording): Promise<Message> {
  const plain = ['--no-color', '--no-decorate', '--no-notes', '--no-show-signature', '--no-mailmap', '--date=default']
  const format = ['--format=medium', '--encoding=UTF-8']
  const log = printed('log', await git(folder, ['log', ...plain, ...format, `${targetId}..${sourceId}`]))
  return log.ok ? ok(`Squashed commit of the following:\n\n${log.value}`) : log
}

/** A message as `git commit` keeps it: no spaces at line ends, one blank line at most, one line end at the end. */
export async function tidyMessage(git: Git, folder: string, message: string): Promise<Message> {
  if (isTidy(message)) return ok(message)
  return printed('stripspace', await git(folder, ['stripspace'], { stdin: message }))
}

/** Whether `git stripspace` would leave a message alone; where in doubt it is asked. */
const isTidy = (message: string) => /^\S/.test(message) && /\S\n$/.test(message) && !/[^\S\n]\n|\n{3}/.test(message)

function printed(verb: string, run: GitRun): Message {
  return run.exit === 0 ? ok(run.stdout) : fail({ kind: 'git-failed', verb, reason: reasonOf(run) })
}
