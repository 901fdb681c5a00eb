import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import './ui/tokens.css'
import './ui/base.css'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { announceRewinds } from './marks/announce-rewinds.ts'
import { announceDeletions } from './memory/announce-deletions.ts'
import { keepFilesOut } from './memory/drag.ts'
import { announceMerges } from './merge/announce.ts'
import { startNotifying } from './notifications/notify.ts'
import { hearKeys } from './palette/global-keys.ts'
import { Refused } from './project/Refused.tsx'
import { lookAgainOnReturn } from './state/look-again.ts'
import { join } from './state/project.ts'
import { followTheme } from './state/theme.ts'
import { Crash } from './ui/Crash.tsx'
import { electronWire } from './wire/electron.ts'
import { startSession } from './wire/session.ts'
import './ui/forced.css'
import { socketWire } from './wire/socket.ts'

const root = createRoot(document.getElementById('root') ?? document.body)
const draw = (page: ReactNode) => root.render(<StrictMode>{page}</StrictMode>)
const refuse = () => draw(<Refused />)

async function start() {
  followTheme()
  startNotifying()
  announceMerges()
  announceRewinds()
  announceDeletions()
  keepFilesOut()
  lookAgainOnReturn()
  hearKeys()
  const electron = electronWire()
  if (!electron) {
    // A new address pasted over this one differs in its token alone, and browsers do not load that anew.
    window.addEventListener('hashchange', () => location.reload())
    if ((await startSession()) === 'refused') return refuse()
  }
  join(electron ?? socketWire(refuse))
  draw(
    <Crash>
      <App />
    </Crash>,
  )
}

void start()
