import { claimProject } from '../../main/core/store/lock.ts'

/** A process of its own that claims project `p` and holds it until it is killed, or whoever started it is gone. */
const claim = claimProject(process.argv[2] ?? '', 'p')
process.on('disconnect', () => {
  // named here, so that the claim is not collected as garbage while it is to be held
  if ('release' in claim) claim.release()
  process.exit()
})
process.send?.('claimed')
