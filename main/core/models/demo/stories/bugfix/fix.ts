import { textOf, unwritten } from '../../place.ts'
import { command, next, playSteps, ran, type Step, succeeded } from '../../play.ts'
import type { Done } from '../../scene.ts'
import { asks, type Story } from '../../story.ts'
import { readTests, reasonIn, testsInWords } from '../../test-run.ts'
import { checks, source, testAuth } from './auth-files.ts'

/**
 * 'Bug Fix on Multiple Branches': the leak is found and mended. A branch that was
 * made from a feature is put on main first, so that the fix brings no half feature along.
 */
export const fix: Story = {
  fits: (scene) => asks(scene, /\bfix\b.*\b(leak\b.*src auth c|src auth c\b.*leak)/),
  play: (scene) => playSteps(scene, steps),
}

const worktrees = 'git worktree list'
const since = 'git log --oneline --decorate main..HEAD'

const leak = `    if (result != IK_AUTH_OK)
        return result;
`
const mended = `    if (result != IK_AUTH_OK) {
        talloc_free(ctx);
        return result;
    }
`

const steps: Step[] = [
  () => ({
    text: `I read \`${source}\`, and look what this branch stands on.`,
    calls: [{ name: 'list_files', arguments: { glob: '{src,test}/auth*' } }, command(worktrees)],
  }),
  (done) => {
    const listed = done.find(({ name }) => name === 'list_files')
    if (!listed?.result.split('\n').includes(source)) return { text: notHere }
    return { text: 'There it is.', calls: [{ name: 'read_file', arguments: { path: source } }, command(since)] }
  },
  (done) => {
    if (textOf(done, source).split(leak).length !== 2) {
      return { text: textOf(done, source).includes(mended) ? isMended : isDifferent }
    }
    const parent = inheritedFrom(done)
    if (parent === null) return null
    return {
      text: `This branch was made from \`${parent}\`. The fix is for other branches too and must not bring half a feature along, so I put it on \`main\` first. Nothing is lost: it has no commits of its own yet.`,
      calls: [command(`git rebase --onto main ${parent}`)],
    }
  },
  (done) => {
    const rebased = ran(done, 'git rebase')
    if (rebased === undefined || succeeded(rebased)) return null
    return { text: `It could not be put on \`main\`, so I change nothing: ${reasonIn(rebased)}` }
  },
  () => ({
    text: 'The context is freed at the end, but not on the way out before it.',
    calls: [{ name: 'edit_file', arguments: { path: source, old_text: leak, new_text: mended } }, command(testAuth)],
  }),
  (done) => ({ text: unwritten(done) ?? report(done) }),
]

const notHere = `There is no \`${source}\` here. I am a script, and this story is about the sample repository of \`npm run demo\`. I changed nothing.`

const isDifferent = `I am a script and know the leak in \`${source}\` only as the sample repository has it. This file is different, so I change nothing.`

const isMended = `\`${source}\` frees the context on both ways out already, so there is nothing to fix here.`

/**
 * The branch that this one was made from and that main does not have; null where
 * there is none, or where this is not an agent's own worktree.
 */
function inheritedFrom(done: readonly Done[]): string | null {
  const log = ran(done, since)
  const list = ran(done, worktrees)
  if (!succeeded(log) || !succeeded(list)) return null
  const names = (/^[0-9a-f]+ \(([^)]*)\)/.exec(log.result)?.[1] ?? '').split(', ')
  const rootBranch = /\[([\w./-]+)\]\s*$/.exec(list.result.split('\n')[0] ?? '')?.[1]
  // in the root agent's own directory it would stand there as `HEAD -> feature-api`
  return rootBranch !== undefined && names.includes(rootBranch) ? rootBranch : null
}

function report(done: readonly Done[]): string {
  const tests = ran(done, testAuth)
  const run = tests && readTests(tests)
  const notTried =
    run && run.skipped > 0 && run.passed === 0
      ? ' The test of this file was left out: there is no C compiler here.'
      : ''
  return `Found the leak in \`ik_auth_validate_token()\`:

- **BUG:** \`ctx\` not freed on error path
- **FIX:** Add \`talloc_free(ctx)\` before returning error

${tests ? testsInWords(tests) : ''}${notTried} Whether \`${checks}\` would have seen the leak is another matter.${next('`Add regression test`')}`
}
