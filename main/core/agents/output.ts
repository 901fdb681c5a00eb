import { liveOf, type Project } from '../project.ts'

/** What of a running command's output a page can be shown, in UTF-16 units; the rest is in the call's result. */
const kept = 20_000

/** Takes in what a running command prints: shown to whoever looks, with its newest part kept for those who look later. */
export function outputOf(project: Project, agentId: string, callId: string): (text: string) => void {
  const { outputs } = liveOf(project, agentId)
  let end = 0
  return (text) => {
    project.feed.stream({ kind: 'output', agentId, callId, at: end, text })
    end += text.length
    const tail = ((outputs.get(callId)?.text ?? '') + text).slice(-kept)
    outputs.set(callId, { at: end - tail.length, text: tail })
  }
}
