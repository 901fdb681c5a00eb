import { textOf, unwritten } from '../../place.ts'
import { command, next, playSteps, ran, type Step, succeeded } from '../../play.ts'
import type { Done } from '../../scene.ts'
import { asks, type Story, wasSaid } from '../../story.ts'
import { readTests, testsInWords } from '../../test-run.ts'
import { checks, source, testAuth } from './auth-files.ts'

/** 'Bug Fix on Multiple Branches': a test that fails without the fix, and is seen to. */
export const regression: Story = {
  fits: (scene) => asks(scene, /\badd\b.*\bregression test/) && wasSaid(scene, /\bleak\b/),
  play: (scene) => playSteps(scene, steps),
}

const end = '    return failed > 0;\n'
const check = `    check(allocated == 0, "keeps nothing allocated for a token that it refuses");\n`

/** With the file as the last commit has it the tests must fail, so that the command succeeds. */
const withoutFix = `d=$(mktemp -d) && trap 'rm -rf "$d"' EXIT && cp -R package.json src test "$d" && git show HEAD:${source} > "$d/${source}" && cd "$d" && ! ${testAuth}`

const steps: Step[] = [
  () => ({
    text: 'I look how this part is tested.',
    calls: [{ name: 'list_files', arguments: { glob: '{src,test}/auth*' } }],
  }),
  (done) => {
    if (!done[0]?.result.split('\n').includes(checks)) return { text: notHere }
    return { text: `\`${checks}\` is the place.`, calls: [{ name: 'read_file', arguments: { path: checks } }] }
  },
  (done) => {
    const text = textOf(done, checks)
    if (text.includes(check)) return { text: 'There is such a test already.' }
    if (text.split(end).length !== 2) return { text: isDifferent }
    const edit = { path: checks, old_text: end, new_text: `${check}${end}` }
    return { text: 'I add it.', calls: [{ name: 'edit_file', arguments: edit }, command(testAuth)] }
  },
  (done) => {
    const trouble = unwritten(done)
    if (trouble !== null) return { text: trouble }
    const run = readTests(ran(done, testAuth) ?? { name: '', arguments: {}, result: '' })
    if (!run || run.passed === 0) return null
    return { text: 'A test that cannot fail is none, so I run it without the fix too.', calls: [command(withoutFix)] }
  },
  (done) => ({ text: report(done) }),
]

const notHere = `There is no \`${checks}\` here, so I have nowhere to add it. The story is about the sample repository of \`npm run demo\`.`

const isDifferent = `I am a script and know \`${checks}\` only as the sample repository has it. This file is different, so I change nothing.`

function report(done: readonly Done[]): string {
  const tests = ran(done, testAuth)
  const without = ran(done, 'd=$(mktemp')
  const proof =
    without === undefined
      ? 'I could not see it fail without the fix.'
      : succeeded(without)
        ? 'Without the fix it fails, so it is a test.'
        : 'But it passes without the fix as well, so it proves nothing.'
  const then = next('`/commit "Fix memory leak in auth token validation error path"`, then `/agent merge main`')
  return `\`${checks}\` checks now that a refused token leaves nothing allocated. ${tests ? testsInWords(tests) : ''} ${proof}${then}`
}
