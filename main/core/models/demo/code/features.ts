import type { Scene } from '../scene.ts'
import { plainWords } from '../story.ts'
import { auditLog } from './audit-log.ts'
import type { Feature } from './feature.ts'
import { oauth } from './oauth.ts'
import { rateLimit } from './rate-limit.ts'

/** What the agents of 'Parallel Feature Development' work out, in the order of the story. */
export const features: readonly Feature[] = [oauth, rateLimit, auditLog]

/** The feature that a sentence asks for. */
export function featureIn(text: string): Feature | undefined {
  return features.find(({ asked }) => asked.test(plainWords(text)))
}

/** The feature that this conversation is about. */
export function featureOf({ said }: Scene): Feature | undefined {
  return said.map(featureIn).findLast((feature) => feature !== undefined)
}
