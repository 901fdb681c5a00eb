import { launch } from './launch.ts'
import { startedFrom } from './root.ts'

process.exit(await launch(process.argv.slice(2), startedFrom(process.env)))
