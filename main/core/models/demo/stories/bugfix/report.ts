import { next, playSteps } from '../../play.ts'
import { asks, type Story } from '../../story.ts'

/** 'Bug Fix on Multiple Branches': a bug comes in while something else is being worked on. */
export const bugReport: Story = {
  fits: (scene) => asks(scene, /\b(memory )?leak\b.*\bauthentication\b/) && !asks(scene, /\bsrc auth c\b/),
  play: (scene) =>
    playSteps(scene, [
      () => ({
        text: 'I only look where it could be, and change nothing here: this branch is for something else.',
        calls: [{ name: 'search_files', arguments: { pattern: 'alloc|free', glob: 'src/auth*' } }],
      }),
      ([found]) => ({ text: `${/^src\/auth/m.test(found?.result ?? '') ? seen : notSeen}${then}` }),
    ]),
}

const seen =
  '`src/auth.c` allocates a context and frees it in one place only. That is worth an agent of its own, with a branch of its own: the work here can wait as it is, and the fix can go to every branch that needs it.'

const notSeen =
  'I find nothing in `src/auth*` that allocates memory. The story is about the sample repository of `npm run demo`; there it is `src/auth.c`.'

const then = next(
  '`/mark before-bugfix`, so that you can come back to this point, then `/agent new bugfix-auth --worktree --branch=bugfix/auth-leak`',
)
