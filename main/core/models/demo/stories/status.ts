import { fenced, heldBack, lastDone } from '../scene.ts'
import { type Story, speaksOf } from '../story.ts'

/** Asked how things stand, it asks git. */
export const status: Story = {
  fits: (scene) => speaksOf(scene, /\bstatus\b/i),
  play(scene) {
    const asked = lastDone(scene, 'run_command')
    if (!asked && scene.tools.has('run_command')) {
      return {
        text: 'I ask git.',
        toolCalls: [{ name: 'run_command', arguments: { command: 'git status --short --branch' } }],
      }
    }
    if (!asked || heldBack(asked)) return { text: 'Without the command I cannot tell. Nothing was changed.' }
    const lines = asked.result.split('\n').filter((line) => line !== '')
    const changed = lines.filter((line) => !line.startsWith('##')).length
    const standing =
      changed === 0
        ? 'Everything is committed.'
        : `${changed === 1 ? 'One path is' : `${changed} paths are`} changed or new.`
    return { text: `${standing}\n\n${fenced('', asked.result)}` }
  },
}
