import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

type Machine = { platform: NodeJS.Platform; environment: Readonly<Record<string, string | undefined>> }

/** Commands that understand `--app`, in the order they are preferred. */
const commands = [
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'msedge',
  'brave-browser',
]

const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser']

const windowsApps = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

/** The first browser on this machine that can show a page as an app window. */
export function findBrowser(machine: Machine, exists: (path: string) => boolean = existsSync): string | null {
  return candidates(machine).find((path) => exists(path)) ?? null
}

/** Whether there is a screen to open a window on. */
export function hasDisplay({ platform, environment }: Machine): boolean {
  if (platform !== 'linux' && platform !== 'freebsd' && platform !== 'openbsd') return true
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
}

/**
 * The command line of an app window.
 *
 * It takes a file and not the address: command lines can be read by everyone
 * on the machine, and the address holds the token. Chromium's sandbox cannot
 * work for root, and is left on for everyone else.
 */
export function windowArguments(at: { redirect: string; profile: string; root: boolean }): string[] {
  return [
    `--app=${at.redirect}`,
    `--user-data-dir=${at.profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    ...(at.root ? ['--no-sandbox'] : []),
  ]
}

function candidates({ platform, environment }: Machine): string[] {
  if (platform === 'win32') {
    const folders = [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA]
    return windowsApps.flatMap((app) => folders.flatMap((folder) => (folder ? [`${folder}\\${app}`] : [])))
  }
  const onPath = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const found = commands.flatMap((command) => onPath.map((folder) => join(folder, command)))
  if (platform !== 'darwin') return found
  const apps = macApps.flatMap((app) =>
    ['/Applications', join(environment.HOME ?? '', 'Applications')].map((folder) =>
      join(folder, `${app}.app`, 'Contents', 'MacOS', app),
    ),
  )
  return [...apps, ...found]
}
