import { accessSync, constants } from 'node:fs'
import { userInfo } from 'node:os'

export type ShellProgram = { file: string; args: string[]; environment: Record<string, string> }

/** Variables of the terminal, or the package runner, that the app itself was started in: none of them holds in ours. */
const ofAnother =
  /^(?:TMUX|TMUX_PANE|STY|WINDOW|WINDOWID|TERMCAP|COLUMNS|LINES|VTE_VERSION|INIT_CWD|TERM_(?:PROGRAM|SESSION).*|npm_.*)$/

/** The user's own shell, with what a terminal tells it. `environment` is that for child processes: without the key. */
export function shellProgram(environment: Readonly<Record<string, string>>): ShellProgram {
  const kept = Object.fromEntries(Object.entries(environment).filter(([name]) => !ofAnother.test(name)))
  const told = { ...kept, TERM: 'xterm-256color', COLORTERM: 'truecolor' }
  if (process.platform === 'win32') return { file: 'powershell.exe', args: ['-NoLogo'], environment: told }
  const file = [environment['SHELL'], userInfo().shell, '/bin/bash', '/bin/sh'].find(runnable) ?? '/bin/sh'
  // On macOS an app is not started from a login shell, so that the shell itself has to read the profile.
  return { file, args: process.platform === 'darwin' ? ['-l'] : [], environment: { ...told, SHELL: file } }
}

function runnable(file: string | null | undefined): file is string {
  if (!file?.startsWith('/')) return false
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
