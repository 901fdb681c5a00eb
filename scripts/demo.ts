import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseFlags } from '../main/host/flags.ts'
import { makeDemoRepository } from './demo-repository.ts'
import { launch } from './launch.ts'
import { startedFrom } from './root.ts'

const folder = startedFrom(process.env)
const args = process.argv.slice(2)
const asked = parseFlags(args, folder)
// what only asks or is wrong is answered without making anything
if (!asked.ok || asked.value.kind !== 'start') process.exit(await launch(args, folder))
if (asked.value.flags.repo !== null) {
  process.stderr.write("The demo opens its own repository. Open another one with 'npm start -- --repo PATH'.\n")
  process.exit(2)
}

const named = process.env.IKIGAI_HOME
// without a data folder of its own the demo would find the user's key and address in the usual one
const home = named ? resolve(folder, named) : join(mkdtempSync(join(tmpdir(), 'ikigai-demo-')), 'home')
mkdirSync(home, { recursive: true, mode: 0o700 })
process.env.IKIGAI_HOME = home
for (const name of ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'IKIGAI_MODEL']) delete process.env[name]

const repository = makeDemoRepository(named ? join(home, 'demo') : join(home, '..'))
process.stderr.write(`The sample repository is ${repository}\n`)
process.exit(await launch([...args, '--repo', repository], folder))
