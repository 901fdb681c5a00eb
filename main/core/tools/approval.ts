import type { ApprovalMode } from '../../../preload/protocol/settings.ts'
import type { ToolKind } from './tool.ts'

/** Whether a call runs at once or asks a person first (SPEC section 6). `command` is null for what is no command. */
export function decide(
  mode: ApprovalMode,
  kind: ToolKind,
  remembered: readonly string[],
  command: string | null,
): 'run' | 'ask' {
  if (kind === 'read' || mode === 'full') return 'run'
  if (kind === 'edit') return mode === 'edits' ? 'run' : 'ask'
  return command !== null && isRemembered(command, remembered) ? 'run' : 'ask'
}

/**
 * What 'Always allow' remembers of a command: its first words, or all of it.
 *
 * Only words whose meaning the rest of the line cannot change are remembered
 * alone. Whatever could run something else is remembered, and matched, whole.
 */
export function remembersFor(command: string): string {
  return firstWords(command) ?? trimmed(command)
}

/** Whether 'Always allow' was said to this command, or to the words that it begins with. */
export function isRemembered(command: string, remembered: readonly string[]): boolean {
  if (remembered.includes(trimmed(command))) return true
  const words = firstWords(command)
  return words !== null && remembered.includes(words)
}

/** The words of a command that tell what it does whatever follows; null where only the whole does. */
function firstWords(command: string): string | null {
  const line = trimmed(command)
  if (operators.test(line)) return null
  const [program = '', second = '', third = ''] = line.split(/[ \t]+/)
  const name = nameOf(program)
  if (!/^[\w.@+/-]+$/.test(program) || /^[.-]*$/.test(name)) return null
  if (dangers.has(name) || interpreters.test(name)) return null
  if (!subcommand.test(second)) return withSubcommands.has(name) ? null : program
  if (runOthers.has(`${name} ${second}`)) return null
  if (name === 'git' && gitsWayOut.test(line.replace(/["']/g, ''))) return null
  if (!runners.has(second)) return `${program} ${second}`
  return subcommand.test(third) ? `${program} ${second} ${third}` : null
}

/** Spaces and tabs are all that a shell takes for space between words. */
const trimmed = (command: string) => command.replace(/^[ \t]+|[ \t]+$/g, '')

const nameOf = (program: string) =>
  program
    .replace(/^.*\//, '')
    .replace(/\.exe$/i, '')
    .toLowerCase()

/** What chains commands, substitutes or redirects, quoted or not: a quote is not worth parsing for a convenience. */
const operators = /[;&|<>$`(){}\n\r\\]/

const subcommand = /^[a-z][a-z0-9:-]*$/

/** Subcommands that run what comes after them, or set what will be run. */
const runOthers = new Set(
  'config submodule bisect rebase filter-branch difftool mergetool clone hook for-each-repo send-email'
    .split(' ')
    .map((word) => `git ${word}`),
)

/**
 * Options with which git runs another program or writes to another place:
 * `--open-files-in-pager`, `--upload-pack`, `--receive-pack`, `--exec`,
 * `--ext-diff`, `--output`. It takes their beginnings for the whole, and so
 * some that do no harm are taken for one of them.
 */
const gitsWayOut = /[ \t](?:-[A-Za-z]*[Oo]|--(?:ou|op|up|rec|ex))/

/** `npm run` says nothing yet: the next word does. */
const runners = new Set(['run', 'run-script', 'exec', 'x', 'dlx', 'tool'])

const listed = (words: string) => new Set(words.trim().split(/\s+/))

/** Their first options can name a program to run or another place to work in: `git -c alias.x=!sh x`. */
const withSubcommands = listed(`
  git gh hg svn npm pnpm yarn bun cargo rustup go pip pip3 poetry uv conda mvn gradle gradlew dotnet make just
  bundle gem rake composer terraform helm brew apt apt-get dnf systemctl nx turbo lerna
`)

/** What runs other programs, talks to other machines, or destroys. */
const dangers = listed(`
  sudo su doas pkexec runuser env xargs eval exec command builtin source coproc trap alias enable mapfile readarray
  nohup setsid timeout time nice ionice stdbuf watch parallel flock script strace ltrace gdb lldb valgrind
  chroot unshare nsenter docker podman kubectl nerdctl vagrant
  rm rmdir dd shred truncate mkfs mv find fd fdfind kill pkill killall chmod chown ln tee crontab at
  ssh scp sftp rsync nc ncat netcat socat telnet curl wget
  npx pnpx bunx uvx pipx
  ed ex vi vim nvim view emacs nano less more man sed tar zip rg ag ack sort split
  cmd powershell pwsh osascript open start
`)

const interpreters =
  /^(?:(?:ba|z|da|k|c|tc|fi|a|mk)?sh|busybox|node|nodejs|deno|tsx|ts-node|python[\d.]*|pypy[\d.]*|ipython|perl[\d.]*|ruby[\d.]*|irb|php[\d.]*|lua[\d.]*|luajit|tclsh|wish|expect|[gmn]?awk|java|jshell|groovy|scala|julia|r|rscript|ghci|swift|osascript)$/
