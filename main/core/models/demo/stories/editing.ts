import { editLine } from '../notes.ts'
import { heldBack, lastDone, wrote } from '../scene.ts'
import { type Story, speaksOf } from '../story.ts'

/** A change to the file that it wrote in the tour. */
export const editing: Story = {
  fits: (scene) => speaksOf(scene, /\bedit\b/i),
  play(scene) {
    const edited = lastDone(scene, 'edit_file')
    if (edited) {
      if (wrote(edited)) return { text: `Done: \`${String(edited.arguments['path'])}\` counts one edit more.` }
      if (heldBack(edited) === 'denied') return { text: 'You denied the edit, so the file is as it was.' }
      return { text: `The edit did not work, and the file is as it was. I was told: ${edited.result}` }
    }
    const written = scene.earlier.findLast((done) => done.name === 'write_file' && wrote(done))
    const path = written?.arguments['path']
    if (typeof path !== 'string' || !scene.tools.has('edit_file')) {
      return {
        text: 'I have written no file in this conversation. `/clear` begins a new one, with the tour that writes one.',
      }
    }
    const edits = scene.earlier.filter(
      (done) => done.name === 'edit_file' && done.arguments['path'] === path && wrote(done),
    )
    const change = { path, old_text: editLine(edits.length), new_text: editLine(edits.length + 1) }
    return { text: `I change one line of \`${path}\`.`, toolCalls: [{ name: 'edit_file', arguments: change }] }
  },
}
