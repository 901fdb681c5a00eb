import { expect, type Locator } from '@playwright/test'
import type { Script } from '../../main/core/models/demo/turn.ts'
import type { App } from './ikigai.ts'
import { lastUserText } from './script.ts'

type Wish = { title: string; content: string; alias?: string; ref?: string }

/**
 * A model that writes the memory document it is told to, and then says what came of it. `held` is waited for by the
 * messages that begin with `later`.
 */
export function author(held: Promise<void> = Promise.resolve()): Script {
  return async ({ messages }) => {
    const last = messages.at(-1)
    if (last?.role === 'tool') return { text: `${last.content}.` }
    const [, later, args] = /^(later )?write (\{.*\})$/s.exec(lastUserText(messages)) ?? []
    if (args === undefined) return { text: 'Read.' }
    if (later) await held
    return { toolCalls: [{ name: 'memory_write', arguments: JSON.parse(args) }] }
  }
}

/** Has the agent that is shown write a document, and waits until it has said so. */
export async function write(app: App, wish: Wish): Promise<void> {
  const said = app.article('assistant').last()
  const before = (await said.count()) > 0 ? await said.textContent() : ''
  // a reference in the message itself would be one that the user makes
  await app.send(`write ${JSON.stringify(wish).replaceAll('#mem-', '\\u0023mem-')}`)
  // the log draws only what is in view, so that replies cannot be counted
  await expect(said).not.toHaveText(before ?? '')
  await expect(said).toContainText(/(Created|Updated) #mem-/)
}

export const memoryOf = ({ page }: App): Locator => page.getByRole('region', { name: 'Memory' })
export const lineOf = (app: App, number: number): Locator =>
  memoryOf(app).getByRole('treeitem', { name: new RegExp(`^#mem-${number} `) })
export const documentOf = ({ page }: App, number: number): Locator =>
  page.getByRole('dialog', { name: new RegExp(`^#mem-${number} `) })
export const done = ({ page }: App): Locator => page.getByRole('status', { name: 'Done' })

export const research = {
  title: 'WebSocket libraries in C',
  content: '# Libraries\n\nUse **libwebsockets**.\n\n```c\nint port; /* #mem-2 */\n```\n\nThe plan is #mem-2.\n',
  alias: 'websocket/research',
}
export const plan = { title: 'Plan', content: 'Phase 1: a server.\nPhase 2: messages.\n' }
