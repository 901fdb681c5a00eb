import { readFileSync, watch } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Extra } from '../main/headless/serve.ts'

/** Runs in the page: loads it again after a build, and when the host is back from a restart. */
const script = `let opened = false
const changes = new EventSource('/dev/changes')
changes.onopen = () => {
  if (opened) location.reload()
  opened = true
}
changes.onmessage = () => location.reload()
`

/** Serves the page with a script that loads it again whenever its folder has changed. */
export function reloadOnChange(page: string): Extra {
  const listeners = new Set<ServerResponse>()
  let timer: NodeJS.Timeout | undefined
  watch(page, () => {
    clearTimeout(timer)
    // one build writes many files
    timer = setTimeout(() => {
      for (const listener of listeners) listener.write('data: changed\n\n')
    }, 200)
  }).unref()

  return (request, response) => {
    if (request.url === '/dev/changes') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }).flushHeaders()
      listeners.add(response)
      response.on('close', () => listeners.delete(response))
      return true
    }
    if (request.url === '/dev/reload.js') {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script)
      return true
    }
    if (request.url !== '/') return false
    const html = readFileSync(join(page, 'index.html'), 'utf8')
    const withScript = html.replace('</head>', '<script type="module" src="/dev/reload.js"></script></head>')
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(withScript)
    return true
  }
}
