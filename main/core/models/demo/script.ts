import { sceneOf } from './scene.ts'
import { editing } from './stories/editing.ts'
import { failing } from './stories/failing.ts'
import { long } from './stories/long.ts'
import { markdown } from './stories/markdown.ts'
import { overview } from './stories/overview.ts'
import { status } from './stories/status.ts'
import { summary } from './stories/summary.ts'
import { welcome } from './stories/welcome.ts'
import type { Story } from './story.ts'
import type { Script } from './turn.ts'
import { workflows } from './workflows.ts'

/** One file a story. The first that fits is played; the last fits always. */
const stories: readonly Story[] = [
  summary,
  ...workflows,
  ...[welcome, status, long, failing, editing, markdown, overview],
]

/**
 * What the demo model says (SPEC section 7): a script, and it says so.
 *
 * A pure function of the request: the same conversation gets the same answer,
 * after a restart and after a rewind too.
 */
export const demoScript: Script = (request) => {
  const scene = sceneOf(request)
  const story = stories.find(({ fits }) => fits(scene)) ?? overview
  return story.play(scene)
}
