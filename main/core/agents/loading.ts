import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { moveHead } from '../conversation/append.ts'
import type { Project } from '../project.ts'
import { readRoot } from '../store/entries.ts'
import { readPlaceAt } from '../store/places.ts'
import { readNewestIn, readSessions, type Session } from '../store/sessions.ts'
import { setIdle, whileStill } from './runs.ts'

/** Goes on with a session of the project, of whichever agent, where it was written to last. */
export async function loadSession(
  project: Project,
  agentId: string,
  number: number,
): Promise<Result<Session, FaultOf<'session-missing'>>> {
  const sessions = await readSessions(project.database, project.info.id)
  const session = sessions.find((one) => one.number === number)
  if (!session) return fail({ kind: 'session-missing', number, most: sessions.length })
  await loadTo(project, agentId, await readNewestIn(project.database, session.id))
  return ok(session)
}

/** Moves an agent to an entry of another session; what it does is stopped first. */
export async function loadTo(project: Project, agentId: string, head: string | null): Promise<void> {
  await whileStill(project, agentId, async () => {
    const place = await readPlaceAt(project.database, head)
    const session = place?.session ?? (await readRoot(project.database, head))
    await moveHead(project, agentId, { head, place: place?.id ?? null, session, offer: null }, { reason: 'load' })
    await setIdle(project, agentId)
  })
}
