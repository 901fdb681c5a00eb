import type { Session, WebContents } from 'electron'
import { isOurAddress, pageAddress } from './app-page.ts'

type Navigation = { url: string; isMainFrame: boolean; preventDefault: () => void }
type OpenExternal = (address: string) => Promise<void>

const outside = ['https:', 'http:', 'mailto:']

/** What a page may ask of the system: to notify, and to write to the clipboard. */
const permitted = ['notifications', 'clipboard-sanitized-write']

/**
 * Keeps a page where it is: it goes nowhere, opens no window and holds no
 * other page. A link to the web opens in the user's own browser.
 */
export function guardPage(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  openExternal: OpenExternal,
): void {
  const stay = (event: Navigation) => {
    if (!isReload(event)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void openExternal(url)
    return { action: 'deny' }
  })
}

/** The page may load itself again, after a crash or an update, and go nowhere else. */
function isReload({ url, isMainFrame }: Navigation): boolean {
  return isMainFrame && url.replace(/[?#].*$/, '') === pageAddress
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
