import { fenced, heldBack, lastDone } from '../scene.ts'
import { type Story, speaksOf } from '../story.ts'

/** A command that fails, to show how that looks. */
export const failing: Story = {
  fits: (scene) => speaksOf(scene, /\b(errors?|fail(s|ing|ure)?)\b/i),
  play(scene) {
    const ran = lastDone(scene, 'run_command')
    if (!ran && scene.tools.has('run_command')) {
      const command = 'ls there-is-no-such-file'
      return {
        text: 'I run a command that cannot succeed.',
        toolCalls: [{ name: 'run_command', arguments: { command } }],
      }
    }
    if (!ran || heldBack(ran)) return { text: 'The command did not run, so nothing failed either.' }
    return {
      text: `It failed, as it was meant to, and nothing was changed. This is what I was told:\n\n${fenced('', ran.result)}`,
    }
  },
}
