import { endpointsToCome } from '../../code/api-endpoints.ts'
import { textOf, unwritten } from '../../place.ts'
import { type Call, command, next, playSteps, ran, type Step } from '../../play.ts'
import type { Done, Scene } from '../../scene.ts'
import { asks, type Story, wasSaid } from '../../story.ts'
import { allPass, testsInWords } from '../../test-run.ts'

const about = /\bcontinue\b.*\b(api|endpoints?)\b/

/**
 * 'Bug Fix on Multiple Branches': work on a feature, endpoint by endpoint,
 * before somebody reports a bug and after it is fixed.
 */
export const endpoints: Story = {
  fits: (scene) => asks(scene, about) || (asks(scene, /^continue( please)?$/) && wasSaid(scene, about)),
  play: (scene) => playSteps(scene, stepsOf(scene)),
}

const api = 'src/api.js'
const branches = 'git branch'
const status = 'git status --short --branch'

const stepsOf = (scene: Scene): Step[] => [
  () => ({ text: 'Continuing API endpoint implementation... Which branch is this?', calls: [command(branches)] }),
  (done) => {
    if (!isElsewhere(done)) return null
    return { text: 'The API is on `feature-api`, so I check that out.', calls: [command('git switch feature-api')] }
  },
  () => ({
    text: 'How far is it?',
    calls: [{ name: 'list_files', arguments: { glob: 'src/api*' } }, command(status)],
  }),
  (done) => {
    const listed = done.find(({ name }) => name === 'list_files')
    if (!listed?.result.split('\n').includes(api)) return { text: notHere }
    return { text: 'I read what there is.', calls: [{ name: 'read_file', arguments: { path: api } }] }
  },
  (done) => {
    const source = textOf(done, api)
    const wanted = toCome(done)
    if (!wanted) return { text: `All endpoints that I know are there already: nothing is left to do.${thenIn(scene)}` }
    if (wanted.edits.some(({ old }) => source.split(old).length !== 2)) return { text: isDifferent }
    return {
      text: `Next comes \`${wanted.route}\`, with a test.`,
      calls: [
        ...wanted.edits.map((edit) => ({
          name: 'edit_file',
          arguments: { path: api, old_text: edit.old, new_text: edit.new },
        })),
        { name: 'write_file', arguments: { path: wanted.testPath, content: wanted.test } },
        command(`npm test -- test/api.test.js ${wanted.testPath}`),
      ],
    }
  },
  (done) => {
    const calls = committing(done)
    return calls.length === 0 ? null : { text: `${testsOf(done)} I commit it.`, calls }
  },
  (done) => ({ text: `${report(done)}${thenIn(scene)}` }),
]

const notHere = `I am a script, and the endpoints that I know are those of the sample repository: \`${api}\` on its branch \`feature-api\`. There is no such file here, so I change nothing. \`npm run demo\` opens the sample.`

const isDifferent = `I am a script and know \`${api}\` only as the sample repository has it. This one is different, so I change nothing.`

/** After the fix there is nothing more to come. */
const thenIn = (scene: Scene) =>
  wasSaid(scene, /\bleak\b/) ? '' : next('`URGENT: Memory leak in authentication module.`')

/** Whether the story's branch is there, checked out nowhere, and this directory is on the main one. */
function isElsewhere(done: readonly Done[]): boolean {
  const lines = (ran(done, branches)?.result ?? '').split('\n')
  return lines.includes('  feature-api') && lines.some((line) => /^\* (main|master)$/.test(line))
}

/** Judged by the source as it was read, so that it stays the same while it is written. */
const toCome = (done: readonly Done[]) => endpointsToCome.find(({ route }) => !textOf(done, api).includes(`'${route}'`))

/** What passes is committed, where there was nothing else to commit. */
function committing(done: readonly Done[]): Call[] {
  const wasClean = ran(done, status)?.result.trim().split('\n').length === 1
  const wanted = toCome(done)
  if (!wasClean || !wanted || unwritten(done) !== null || !allPass(ran(done, 'npm test'))) return []
  return [{ name: 'git_commit', arguments: { message: `Answer ${wanted.route}` } }]
}

function testsOf(done: readonly Done[]): string {
  const tests = ran(done, 'npm test')
  return tests ? testsInWords(tests) : ''
}

function report(done: readonly Done[]): string {
  const trouble = unwritten(done)
  if (trouble !== null) return trouble
  const commit = done.find(({ name }) => name === 'git_commit')
  const isCommitted = commit !== undefined && /^Committed/.test(commit.result)
  const how = isCommitted ? 'It is committed.' : `It is not committed.${commit ? ` ${commit.result}` : ''}`
  return `\`${toCome(done)?.route}\` is there. ${testsOf(done)} ${how}`
}
