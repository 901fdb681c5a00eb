import { needing } from '../agents/standing.ts'
import { onEvent, onJump, projectStore } from '../state/project.ts'
import { show } from '../state/view.ts'
import { newsOf } from './news.ts'

const agents = () => projectStore.getState().state?.agents ?? []

/** Tells of news by desktop notifications while the page is out of sight, and keeps the page's title. */
export function startNotifying(): void {
  const running = new Set<string>()

  onJump(() => {
    running.clear()
    for (const { id, run } of agents()) if (run.state === 'running') running.add(id)
  })

  onEvent((_n, event) => {
    if (event.type !== 'run-changed' && event.type !== 'approval-asked') return
    const agent = agents().find(({ id }) => id === event.agentId)
    const news = agent && document.hidden ? newsOf(event, agent, running.has(event.agentId)) : null
    if (event.type === 'run-changed' && event.run.state === 'running') running.add(event.agentId)
    else if (event.type === 'run-changed') running.delete(event.agentId)
    if (news && 'Notification' in window && Notification.permission === 'granted') tell(news)
  })

  projectStore.subscribe(({ state }) => {
    const waiting = needing(state?.agents ?? [])
    const name = state?.project ? `${state.project.name} — Ikigai` : 'Ikigai'
    const title = waiting > 0 ? `(${waiting}) ${name}` : name
    if (document.title !== title) document.title = title
  })
}

function tell({ agentId, title, body }: { agentId: string; title: string; body: string }) {
  // One notification an agent: the newest says how it stands.
  const notification = new Notification(title, { body, tag: agentId })
  notification.onclick = () => {
    window.focus()
    show(agentId)
    notification.close()
  }
}
