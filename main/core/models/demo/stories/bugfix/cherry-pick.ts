import { readPackage, textOf, usesNodeTest } from '../../place.ts'
import { command, next, playSteps, ran, type Step, succeeded } from '../../play.ts'
import { type Done, pathsWritten, type Scene } from '../../scene.ts'
import { asks, type Story } from '../../story.ts'
import { allPass, testsInWords, testsTicked } from '../../test-run.ts'

/** 'Bug Fix on Multiple Branches': a fix is copied to a branch that is checked out nowhere, and tested there. */
export const cherryPick: Story = {
  fits: (scene) => asks(scene, /\bcherry pick\b.*\b(to|onto)\b/),
  play(scene) {
    const onto = /\b(?:on)?to\s+(?:the\s+)?[`'"]?(\w[\w./-]*)/i.exec(scene.asked)?.[1]?.replace(/[./-]+$/, '')
    return playSteps(
      scene,
      onto === undefined ? [() => ({ text: 'Onto which branch? Write it behind `to`.' })] : stepsOf(scene, onto),
    )
  },
}

function stepsOf(scene: Scene, onto: string): Step[] {
  const paths = [...pathsWritten(scene.earlier)]
  const missing = `git log --oneline --no-merges --max-count=20 ${onto}..HEAD -- ${paths.map(quoted).join(' ')}`
  return [
    () => {
      if (paths.length === 0)
        return { text: 'I have changed nothing in this conversation, so I do not know which fix you mean.' }
      return { text: `Cherry-picking... Which commits of mine does \`${onto}\` lack?`, calls: [command(missing)] }
    },
    (done) => {
      const commits = commitsIn(ran(done, missing))
      if (commits === null)
        return {
          text: `There is no branch \`${onto}\` here, so there is nothing to pick onto. \`/branch\` lists those there are.`,
        }
      if (commits.length === 0)
        return { text: `\`${onto}\` has all that I committed. If the fix is not committed yet, \`/commit\` does it.` }
      return { text: 'That one.', calls: [{ name: 'git_cherry_pick', arguments: { commits, onto } }] }
    },
    (done) => {
      const picked = done.find(({ name }) => name === 'git_cherry_pick')
      if (!isPicked(picked)) return { text: `Cherry-picking... ✗ ${picked?.result ?? ''}\n\n\`${onto}\` is as it was.` }
      const manifest = { path: 'package.json' }
      return {
        text: `Now the tests, on \`${onto}\` as it is there.`,
        calls: [{ name: 'read_file', arguments: manifest }],
      }
    },
    (done) => {
      const { test } = readPackage(textOf(done, 'package.json')).scripts
      return usesNodeTest(test)
        ? { text: 'In a folder aside, so that no worktree has to move.', calls: [command(testingOn(onto))] }
        : null
    },
    (done) => ({ text: report(onto, ran(done, 'd=$(mktemp')) }),
  ]
}

const quoted = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`)

const testingOn = (branch: string) =>
  `d=$(mktemp -d) && trap 'rm -rf "$d"' EXIT && git archive ${branch} | tar -x -C "$d" && cd "$d" && npm test`

/** Oldest first, as they are picked; null where git could not tell. */
function commitsIn(log: Done | undefined): string[] | null {
  if (!succeeded(log)) return null
  return log.result
    .split('\n')
    .flatMap((line) => /^([0-9a-f]{7,40}) /.exec(line)?.[1] ?? [])
    .toReversed()
}

const isPicked = (picked: Done | undefined) => /^Picked/.test(picked?.result ?? '')

function report(onto: string, tests: Done | undefined): string {
  const then = next(
    '`/agent close`, and in the agent that stays (`Ctrl+\\` then `m`): `Merge the bugfix into this branch too`',
  )
  const ticked =
    tests === undefined
      ? 'No tests were run: I know none for this project.'
      : allPass(tests)
        ? '✓ All tests pass'
        : testsTicked(tests)
  const where =
    tests === undefined
      ? ''
      : `

The tests were run on \`${onto}\` as it is now. ${testsInWords(tests)}`
  return `Cherry-picking... ✓ Clean cherry-pick ${ticked}${where}${then}`
}
