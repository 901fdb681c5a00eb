import { ok } from '../../../preload/protocol/result.ts'
import { agentOf } from '../project.ts'
import { readSessions, type Session } from '../store/sessions.ts'
import type { Command } from './command.ts'

const most = 100

export const sessions: Command = {
  name: 'sessions',
  usage: '/sessions',
  summary: 'List the conversations of all agents, closed ones too; /load N goes on with one',
  options: {},
  words: [0, 0],
  async run(project, { agentId }) {
    const all = (await readSessions(project.database, project.info.id)).slice(-most)
    const { session } = agentOf(project, agentId)
    const text = all.map((one) => lineOf(one, one.id === session)).join('\n')
    return ok({ text: text === '' ? 'Nothing was said yet.' : text, view: null })
  },
}

function lineOf({ number, agent, closed, words, entries, lastAt }: Session, here: boolean): string {
  const when = new Date(lastAt).toISOString().slice(0, 16).replace('T', ' ')
  const said = words === '' ? '(no message)' : words
  const who = `${agent}${closed ? ', closed' : ''}${here ? ', here' : ''}`
  return `${String(number).padStart(3)}  ${when}  ${said}  (${who}; ${entries} ${entries === 1 ? 'entry' : 'entries'})`
}
