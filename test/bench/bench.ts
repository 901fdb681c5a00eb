import { removeFolders } from './bench-folder.ts'
import { git } from './git.ts'
import { firstToken, hostMemory, startTime } from './host.ts'
import { idle } from './idle.ts'
import { marks } from './marks.ts'
import { openConversation } from './open-conversation.ts'
import { paint } from './paint.ts'
import { reads } from './reads.ts'
import { store } from './store.ts'
import { type Measure, table } from './table.ts'
import { timeline } from './timeline.ts'

/** What can be measured, by the names that `npm run bench NAME…` takes. */
const benches: Record<string, () => Promise<Measure | Measure[]>> = {
  start: startTime,
  token: firstToken,
  paint,
  open: openConversation,
  memory: hostMemory,
  git,
  marks,
  timeline,
  idle,
  store,
  reads,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.log(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}

const measures: Measure[] = []
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    console.error(`measuring ${name}…`)
    measures.push(...[await bench()].flat())
  }
} finally {
  removeFolders()
}
console.log(table(measures))
