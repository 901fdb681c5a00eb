import type { Session, WebContents } from 'electron'
import { isOurAddress } from './app-page.ts'

type OpenExternal = (address: string) => Promise<void>

const outside = ['https:', 'http:', 'mailto:']

/** What a page may ask of the system: to notify, and to write to the clipboard. */
const permitted = ['notifications', 'clipboard-sanitized-write']

/**
 * Keeps a page where it is: it goes nowhere, opens no window and holds no
 * other page. A link to the web opens in the user's own browser.
 */
export function guardPage(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>, openExternal: OpenExternal): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void openExternal(url)
    return { action: 'deny' }
  })
}

/** Whether an address may be handed to the system. Other schemes start programs. */
export function mayOpenOutside(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && outside.includes(url.protocol)
}

/** Denies every permission but the few that the page needs, and those to everyone but our page. */
export function guardSession(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>,
): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(permitted.includes(permission) && isOurAddress(requestingUrl)),
  )
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permitted.includes(permission) && isOurAddress(origin),
  )
  session.setDevicePermissionHandler(() => false)
}
