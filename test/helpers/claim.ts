import { claimProject } from '../../main/core/store/lock.ts'

/** A process of its own that claims project `p` and holds it until it is killed. */
claimProject(process.argv[2] ?? '', 'p')
process.send?.('claimed')
setInterval(() => undefined, 1000)
