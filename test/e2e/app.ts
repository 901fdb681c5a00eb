import type { Locator, Page } from '@playwright/test'

export type Host = 'browser' | 'electron'

/** What the page offers, by the names that SPEC section 9 fixes. */
export type Screen = ReturnType<typeof screenOf>

export function screenOf(page: Page) {
  const log = page.getByRole('log', { name: 'Conversation' })
  const message = page.getByRole('textbox', { name: 'Message', exact: true })
  const tabs = page.getByRole('tablist', { name: 'Agents' }).getByRole('tab')
  return {
    log,
    message,
    tabs,
    /** The tab of an agent, whatever else its name tells. */
    tab: (agent: string): Locator =>
      page.getByRole('tablist', { name: 'Agents' }).getByRole('tab', { name: new RegExp(`^${agent}(?![\\w-])`) }),
    article: (kind: string): Locator => log.locator(`[data-kind="${kind}"]`),
    statusLine: page.getByRole('status', { name: 'Status line' }),
    switcher: page.getByRole('dialog', { name: 'Switch agent' }),
    approval: page.getByRole('group', { name: 'Approval' }),
    alert: page.getByRole('alert'),
    button: (name: string): Locator => page.getByRole('button', { name, exact: true }),
    /** Types a whole message and sends it, as a person would. */
    async send(text: string): Promise<void> {
      await message.fill(text)
      await message.press('Enter')
    },
  }
}
