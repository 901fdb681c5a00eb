import { join } from 'node:path'
import { z } from 'zod'
import { start } from '../main/headless/start.ts'
import { reloadOnChange } from './dev-reload.ts'
import { root } from './root.ts'

const knownShape = z.object({ token: z.string(), session: z.string() })

/** The browser host straight from its sources, with a page that loads again when it was built again. */
export async function runDevHost(args: string[], cwd: string, known: string | null): Promise<number> {
  const { openHome } = await import('../main/compose.ts')
  const page = join(root, 'dist', 'renderer')
  return start({
    args,
    cwd,
    page,
    live: process.env,
    openHome,
    print: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
    extra: reloadOnChange(page),
    ...(known !== null && { known: knownShape.parse(JSON.parse(known)) }),
  })
}
