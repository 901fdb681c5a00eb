import { spawn } from 'node:child_process'
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { newSecret } from './access.ts'
import { windowArguments } from './app-window.ts'

export type OpenOptions = {
  browser: string
  home: string
  /** The address with its token. */
  address: string
  root: boolean
  /** Settles when the page has its session: the redirect has done its work. */
  used: Promise<void>
  patienceMs?: number
}

export type OpenedWindow = {
  /** Settles when the redirect file is gone. */
  cleared: Promise<void>
}

/**
 * Shows the page in an app window of its own browser profile.
 *
 * The window outlives a host that ends, and shows that the connection is lost.
 */
export async function openWindow(options: OpenOptions): Promise<OpenedWindow> {
  const redirect = await writeRedirect(options.home, options.address)
  const profile = join(options.home, 'window')
  const child = spawn(
    options.browser,
    windowArguments({ redirect: pathToFileURL(redirect).href, profile, root: options.root }),
    { stdio: 'ignore', detached: true },
  )
  child.unref()
  const failed = new Promise<void>((resolve) => child.once('error', () => resolve()))
  const tooLong = timeLimit(options.patienceMs ?? 30_000)
  const cleared = Promise.race([options.used, failed, tooLong.passed]).then(async () => {
    tooLong.clear()
    await rm(redirect, { force: true })
  })
  return { cleared }
}

/** An owner-only page that leads to the address. */
export async function writeRedirect(home: string, address: string): Promise<string> {
  const folder = join(home, 'open')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${newSecret()}.html`)
  // the address is made of a number and base64url: nothing in it needs escaping
  const html = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${address}"><title>Ikigai</title>\n`
  await writeFile(file, html, { mode: 0o600, flag: 'wx' })
  return file
}

/** Takes away redirects that a killed start left behind; one that is a minute old is nobody's any more. */
export async function clearRedirects(home: string, now: number): Promise<void> {
  const folder = join(home, 'open')
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => null)
    if (found !== null && found.mtimeMs < now - 60_000) await rm(join(folder, name), { force: true })
  }
}

function timeLimit(ms: number): { passed: Promise<void>; clear: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  timer.unref()
  return { passed: promise, clear: () => clearTimeout(timer) }
}
