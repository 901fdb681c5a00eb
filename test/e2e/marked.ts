import type { Locator } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Script } from '../../main/core/models/demo/turn.ts'
import type { App } from './ikigai.ts'
import { lastUserText } from './script.ts'

/** A model that does what it is told: `write NAME TEXT`. Anything else it repeats. */
export const scribe: Script = ({ messages }) => {
  const said = lastUserText(messages)
  const [, path, content] = /^write (\S+) (.*)$/.exec(said) ?? []
  if (path === undefined || messages.at(-1)?.role === 'tool') return { text: `Heard: ${said}` }
  return { toolCalls: [{ name: 'write_file', arguments: { path, content: `${content}\n` } }] }
}

export const tree = ({ page }: App): Locator => page.getByRole('tree', { name: 'Marks' })
export const item = (app: App, name: string): Locator => tree(app).getByRole('treeitem', { name, exact: true })
export const card = ({ page }: App, name: string): Locator => page.getByRole('dialog', { name, exact: true })
export const done = ({ page }: App): Locator => page.getByRole('status', { name: 'Done' })
export const dialog = ({ page }: App, name: string): Locator => page.getByRole('dialog', { name, exact: true })

/** Says something and waits for the answer and the end of its run. */
export async function say(app: App, text: string, agent = 'main'): Promise<void> {
  await app.send(text)
  await expect(app.article('assistant').last()).toContainText(`Heard: ${text}`)
  await expect(app.tab(agent)).toHaveAccessibleDescription(/^idle/)
}

/** Sets a mark by command and waits until its files are kept. */
export async function mark(app: App, label: string): Promise<void> {
  await app.send(`/mark ${label}`)
  await expect(app.article('mark').last()).toContainText(`⟡ Mark: ${label}`)
  await expect(app.article('mark').last()).toContainText('files kept')
}

/** Goes back by command, and waits until that is said. */
export async function rewind(app: App, label: string): Promise<void> {
  await app.send(`/rewind ${label}`)
  await expect(item(app, label)).toHaveAttribute('aria-current', 'true')
}

/** A question, three tries at it from one mark, and the last of them the path. */
export async function threeTries(app: App): Promise<void> {
  await say(app, 'Which structure?')
  await mark(app, 'before-structure')
  for (const way of ['hash', 'tree']) {
    await say(app, `Try a ${way}.`)
    await mark(app, `${way}-approach`)
    await rewind(app, 'before-structure')
  }
  await say(app, 'Try both.')
  await mark(app, 'hybrid-approach')
}
