import { readFile } from 'node:fs/promises'
import * as z from 'zod'

/** Lines of git's trace that tell of hooks; `sid` names the git that wrote the line, `a/b` one that `a` started. */
const line = z.object({
  event: z.string(),
  sid: z.string(),
  child_id: z.number().optional(),
  hook_name: z.string().optional(),
  code: z.number().optional(),
})

/**
 * The hook that made a run of git fail, read from its trace (`GIT_TRACE2_EVENT`,
 * api-trace2); null: none did. git itself prints nothing when a hook refuses.
 */
export async function failedHook(trace: string): Promise<string | null> {
  const content = await readFile(trace, 'utf8').catch(() => '')
  const running = new Map<number, string>()
  let outer: string | null = null
  for (const text of content.split('\n')) {
    const event = parse(text)
    if (event === null) continue
    outer ??= event.sid
    if (event.sid !== outer || event.child_id === undefined) continue
    if (event.event === 'child_start' && event.hook_name) running.set(event.child_id, event.hook_name)
    const name = event.event === 'child_exit' ? running.get(event.child_id) : undefined
    if (name !== undefined && event.code !== 0) return name
  }
  return null
}

function parse(text: string): z.infer<typeof line> | null {
  try {
    return line.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null // the last line may be cut
  }
}
