import { useLayoutEffect } from 'react'
import { AskDialog } from './AskDialog.tsx'
import { LostNotice } from './agents/LostNotice.tsx'
import { RenameDialog } from './agents/RenameDialog.tsx'
import { SideBar } from './agents/SideBar.tsx'
import { StatusLine } from './agents/StatusLine.tsx'
import { Banners } from './alerts/Banners.tsx'
import { Toasts } from './alerts/Toasts.tsx'
import { Composer } from './composer/Composer.tsx'
import { ContextNotice } from './context/ContextNotice.tsx'
import { Conversation } from './conversation/Conversation.tsx'
import { MarkDialog } from './marks/MarkDialog.tsx'
import { MarkPicker } from './marks/MarkPicker.tsx'
import { PlaceDialog } from './marks/PlaceDialog.tsx'
import { PruneDialog } from './marks/PruneDialog.tsx'
import { Timeline } from './marks/Timeline.tsx'
import { MemoryDialogs } from './memory/MemoryDialogs.tsx'
import { MergeHint } from './merge/MergeHint.tsx'
import { MergeInto } from './merge/MergeInto.tsx'
import { OfferNotice } from './merge/OfferNotice.tsx'
import { Palette } from './palette/Palette.tsx'
import { Switcher } from './palette/Switcher.tsx'
import { Chooser } from './project/Chooser.tsx'
import { SearchPanel } from './search/SearchPanel.tsx'
import { SeenDialog } from './search/SeenDialog.tsx'
import { Settings } from './settings/Settings.tsx'
import { useAgent, useHost, useProject, useView } from './state/use.ts'
import { closeDialog, closeOverlay } from './state/view.ts'
import { TopBar } from './TopBar.tsx'
import { TerminalPanel } from './terminal/TerminalPanel.tsx'
import { goHome } from './ui/home.ts'
import { oneSided, useMedia } from './ui/narrow.ts'
import { useVisit } from './ui/use-visit.ts'
import './app.css'

/** The whole window. */
export function App() {
  const known = useProject(({ state }) => state !== null)
  const project = useHost(({ project }) => project)
  const beside = useHost(({ settings }) => settings.sidebar) ?? true
  const marks = useHost(({ settings }) => settings.timeline) ?? true
  const overlay = useView(({ overlay }) => overlay)
  const over = useMedia(oneSided)
  const shown = useView(({ shown }) => shown)

  useVisit(overlay && { side: 'app-side', marks: 'app-marks' }[overlay])

  // What was hidden with the focus inside does not keep it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these hide the side bar and the timeline
  useLayoutEffect(() => {
    if (document.activeElement === document.body || !document.activeElement?.checkVisibility()) goHome()
  }, [overlay, beside, marks, over])

  if (!known) return <Waiting />

  return (
    <div className="app" data-side={beside ? 'beside' : 'hidden'} data-overlay={overlay ?? undefined}>
      <TopBar />
      <Banners />
      {project ? (
        <div className="app-middle">
          <div className="app-side">
            <SideBar />
          </div>
          <button
            type="button"
            className="app-scrim"
            aria-label="Hide what lies over the conversation"
            onClick={closeOverlay}
          />
          <main className="app-conversation" id="conversation">
            {shown === null ? null : (
              <>
                <LostNotice agentId={shown} />
                <OfferNotice agentId={shown} />
              </>
            )}
            <Toasts />
            {shown === null ? null : (
              <>
                <Conversation agentId={shown} />
                <ContextNotice key={shown} agentId={shown} />
                <Composer agentId={shown} />
              </>
            )}
            <TerminalPanel />
          </main>
          <div className="app-marks">
            {shown === null ? null : <Timeline agentId={shown} hidden={over ? overlay !== 'marks' : !marks} />}
          </div>
        </div>
      ) : (
        <Chooser />
      )}
      <StatusLine />
      <MergeHint />
      <Dialogs />
    </div>
  )
}

/** Until the host has said how things are. Only a link that fails is worth a word. */
function Waiting() {
  const up = useProject(({ link }) => link === 'up')
  return <div className="app app-waiting">{up ? null : <Banners />}</div>
}

function Dialogs() {
  const dialog = useView(({ dialog }) => dialog)
  const about = useAgent(dialog?.about ?? null)
  switch (dialog?.name) {
    case 'switcher':
      return <Switcher />
    case 'palette':
      return <Palette />
    case 'search':
      return <SearchPanel onClose={closeDialog} />
    case 'settings':
      return <Settings />
    case 'rename':
      return about ? <RenameDialog key={about.id} agent={about} /> : null
    case 'merge-into':
      return about ? <MergeInto key={about.id} agent={about} /> : null
    case 'mark':
      return about ? <MarkDialog key={about.id} agent={about} /> : null
    case 'pick-mark':
      return about ? <MarkPicker key={about.id} agent={about} /> : null
    case 'prune':
      return <PruneDialog />
    case 'fork':
    case 'rename-mark':
      return about ? <PlaceDialog key={dialog.place} name={dialog.name} agent={about} placeId={dialog.place} /> : null
    case 'memory':
      return <MemoryDialogs view={dialog.memory} />
    case 'seen':
      return <SeenDialog key={dialog.seen.id} seen={dialog.seen} />
    case 'ask':
      return <AskDialog key={JSON.stringify(dialog.ask)} ask={dialog.ask} />
    default:
      return null
  }
}
