import type { Page } from '@playwright/test'

/** Errors of a page: exceptions, console errors and warnings about its content policy. */
export type Complaints = {
  listen(page: Page): void
  /** From now until the next page is loaded, a lost link is what is tested. */
  expectLostLink(): void
  linkIsBack(): void
  all(): string[]
}

const lostLink = /WebSocket connection to|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/

export function complaints(): Complaints {
  const found: string[] = []
  let lost = false
  const note = (text: string) => {
    if (!(lost && lostLink.test(text))) found.push(text)
  }
  return {
    listen(page) {
      page.on('pageerror', (error) => note(`page error: ${error.stack ?? error.message}`))
      page.on('console', (line) => {
        const isPolicy = /content security policy/i.test(line.text())
        if (line.type() === 'error' || isPolicy) note(`console: ${line.text()} (${line.location().url})`)
      })
    },
    expectLostLink: () => {
      lost = true
    },
    linkIsBack: () => {
      lost = false
    },
    all: () => found,
  }
}
