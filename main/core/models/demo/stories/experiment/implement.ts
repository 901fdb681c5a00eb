import { permissions } from '../../code/permissions.ts'
import { coding, commitInWords } from '../../coding.ts'
import { playSteps } from '../../play.ts'
import { asks, type Story, wasSaid } from '../../story.ts'
import { allPass, testsInWords } from '../../test-run.ts'

/** 'Experimental Approaches with Mark/Rewind': the winner, on the path where it was tried. */
export const implementWinner: Story = {
  fits: (scene) => asks(scene, /^implement (this|it) with\b/) && wasSaid(scene, /\bhybrid\b/),
  play: (scene) =>
    playSteps(
      scene,
      coding(scene, permissions, {
        text: 'The hybrid it is: an LRU cache, and the database behind it.',
        documents: [{ path: 'src/permissions/README.md', text: documentation }],
        commit: null,
        report: (_, tests, commit) =>
          `${allPass(tests) ? 'Implemented, all tests passing.' : 'Written, but not done.'} ${testsInWords(tests)} The documentation is beside the code. ${commitInWords(commit)}`,
      }),
    ),
}

const documentation = `# Who may do what

\`permissions({ load, size })\` answers from memory for the users of the moment, and from the database for all others.

- \`may(user, what)\`: whether a user may do something. \`load(user)\` is asked where the user is not in memory.
- \`changed(user)\`: call it where the permissions of a user have changed.
- \`counts()\`: how many answers came from memory, and how many from the database.

It keeps \`size\` users (1000 where nothing else is said) and lets go of the one who was not asked for the longest.
`
