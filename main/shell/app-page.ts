import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { pageHeaders } from '../host/policy.ts'

export const scheme = 'app'
const host = 'ikigai'

/** Where the page lives inside the app. */
export const pageAddress = `${scheme}://${host}/index.html`

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** Whether an address is of our own page. Node gives every scheme but the web's the origin 'null', so the parts are compared. */
export function isOurAddress(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === `${scheme}:` && url.host === host
}

/** Serves the built page, and nothing outside its folder, under a scheme that no website can have. */
export function servePage(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const file = request.method === 'GET' && isOurAddress(request.url) ? fileOf(folder, request.url) : null
    const content = file === null ? null : await readFile(file).catch(() => null)
    if (file === null || content === null) return new Response('There is no such file.\n', { status: 404 })
    const type = types[extname(file)] ?? 'application/octet-stream'
    return new Response(new Uint8Array(content), { headers: { ...pageHeaders(), 'Content-Type': type } })
  }
}

/** The file that an address names, or null where it leads out of the folder. */
export function fileOf(folder: string, address: string): string | null {
  const path = decoded(new URL(address).pathname)
  if (path === null || path.includes('\0')) return null
  const file = join(folder, path === '/' ? 'index.html' : path)
  return file.startsWith(folder + sep) ? file : null
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
