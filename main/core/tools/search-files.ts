import { spawn } from 'node:child_process'
import { text as allText } from 'node:stream/consumers'
import { z } from 'zod'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { reasonOf } from '../git/git.ts'
import { childStdio } from './child-descriptors.ts'
import { globTest } from './globs.ts'
import { grepRecords, type Match } from './grep-records.ts'
import { count, type Refusal, refused, shown, stopped } from './refusals.ts'
import { text, toolGlob } from './text-input.ts'
import { type ToolContext, tool } from './tool.ts'

const mostMatches = 200
const lineLength = 300

const input = z.object({
  pattern: text.min(1, 'it is empty').describe('POSIX extended regular expression, as for grep -E. Case counts.'),
  glob: toolGlob,
})

/** Searches the text of files. */
export const searchFiles = tool({
  name: 'search_files',
  kind: 'read',
  description: `Search the text of the files of your directory with a regular expression.

Returns path:line:text for each line that matches, at most ${mostMatches} of them. Binary files and files that git ignores are left out. The pattern is a POSIX extended regular expression: \\b, \\w, \\s and \\d work, look-around and (?:...) do not. To find text that contains ( [ { . * + ? | ^ $ put a backslash before these.`,
  input,
  describe: ({ pattern, glob }) => ({ verb: 'search', subject: glob ? `${pattern} in ${glob}` : pattern }),
  async run({ pattern, glob = '' }, context) {
    const found = await grep(context, pattern, globTest(glob))
    if (context.signal.aborted) return stopped
    if (!found.ok) return refused(found.fault)
    const { matches, more } = found.value
    if (matches.length === 0) {
      const where = glob === '' ? '' : ` in files that fit ${shown(glob)}`
      return { outcome: 'ok', content: `Nothing matches${where}.`, summary: 'no matches', detail: null }
    }
    const lines = matches.map((match) => `${shown(match.path)}:${match.line}:${match.text}`)
    if (more) lines.push(`[The first ${mostMatches} matches. Narrow the search with a longer pattern or a glob.]`)
    const summary = `${more ? 'over ' : ''}${count(matches.length, 'match')}`
    return { outcome: 'ok', content: lines.join('\n'), summary, detail: null }
  },
})

const options = ['--untracked', '-n', '-I', '-E', '-z', '--no-color', '--no-column', '--no-heading', '--no-break']
// More of one file are never shown, and git would hold them all before it prints the first.
const perFile = `--max-count=${mostMatches + 1}`
const config = ['-c', 'submodule.recurse=false', '-c', 'grep.fullName=false']

/** Reads git's own answer as it comes and ends git once there is enough: matches can be gigabytes. */
async function grep(
  context: ToolContext,
  pattern: string,
  fits: (path: string) => boolean,
): Promise<Result<{ matches: Match[]; more: boolean }, Refusal>> {
  const args = [...config, 'grep', ...options, perFile, '-e', posixPattern(pattern), '--', '.', ':(exclude).worktrees']
  const child = spawn('git', args, {
    cwd: context.directory,
    // A locale that knows UTF-8, so that `.` is a character and not a byte, in plain English.
    env: { ...context.environment, LC_ALL: 'C.UTF-8', LANGUAGE: '', GIT_OPTIONAL_LOCKS: '0', GIT_PAGER: 'cat' },
    stdio: childStdio(['ignore', 'pipe', 'pipe']),
    signal: context.signal,
  })
  const exit = new Promise<number>((resolve) => {
    child.once('error', () => resolve(127))
    child.once('close', (code) => resolve(code ?? 128))
  })
  const errors = allText(child.stderr)
  const take = grepRecords(lineLength)
  const matches: Match[] = []
  for await (const piece of child.stdout.setEncoding('utf8')) {
    matches.push(...take(piece).filter((match) => fits(match.path)))
    if (matches.length > mostMatches) break
  }
  const more = matches.length > mostMatches
  if (more) child.kill()
  const [code, stderr] = await Promise.all([exit, errors])
  if (more || code === 0 || code === 1) return ok({ matches: matches.slice(0, mostMatches), more })
  const reason = reasonOf({ exit: code, stdout: '', stderr })
  const bad = /^-e option, '.*': (.*)$/s.exec(reason)
  if (bad?.[1]) return fail({ kind: 'pattern-invalid', reason: bad[1] })
  return fail({ kind: 'git-failed', verb: 'grep', reason })
}

/** POSIX knows no `\d`, and git would find nothing where a model writes it. */
function posixPattern(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, (whole, letter) => (letter === 'd' ? '[0-9]' : whole))
}
