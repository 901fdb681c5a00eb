import type { Feature } from '../../code/feature.ts'
import { featureOf, features } from '../../code/features.ts'
import { type Call, command, commandOf, next, playSteps, ran, type Step, succeeded } from '../../play.ts'
import { type Done, pathsWritten, type Scene } from '../../scene.ts'
import { asks, plainWords, type Story } from '../../story.ts'
import { allPass, testsTicked } from '../../test-run.ts'
import { type Commit, compared, comparingCalls, counted, lookingForBase } from './standing.ts'

const statusCommand = 'git status --short --untracked-files=all'

/** 'Parallel Feature Development': an agent is asked how far it is; it tests, commits what is left, and compares. */
export const featureStatus: Story = {
  fits: (scene) => asks(scene, /\bstatus\b/) && featureOf(scene) !== undefined,
  play(scene) {
    const wanted = featureOf(scene)
    return playSteps(scene, wanted ? stepsOf(scene, wanted) : [])
  },
}

/** The command that runs all tests which this conversation has written; null where it has run none yet. */
export function testCommandOf({ earlier }: Scene): string | null {
  const runner = earlier.flatMap((done) => /^(npm test --|node --test)/.exec(commandOf(done))?.[1] ?? []).at(-1)
  const tests = [...pathsWritten(earlier)].filter((path) => /\.test\.m?js$/.test(path))
  return runner === undefined || tests.length === 0 ? null : [runner, ...tests].join(' ')
}

function stepsOf(scene: Scene, wanted: Feature): Step[] {
  const tests = testCommandOf(scene)
  return [
    () => {
      if (tests === null) return { text: `Nothing of ${wanted.title} is written yet.` }
      const calls = [command(tests), command(statusCommand), lookingForBase]
      return { text: 'I run the tests, and look what is not committed yet.', calls }
    },
    (done) => {
      const comparing = comparingCalls(done)
      const commit = committing(scene, wanted, done)
      const text =
        commit.length > 0 ? 'I commit the last pass, and look how the branch stands.' : 'And how the branch stands.'
      return commit.length + comparing.length === 0 ? null : { text, calls: [...commit, ...comparing] }
    },
    (done) => ({ text: report(scene, wanted, done) }),
  ]
}

/** What to type when all is done, and what then. */
export const mergeAndClose = ({ next: { merged } }: Feature) => `\`/agent merge && /agent close\`, then ${merged}`

function changesIn(done: readonly Done[]): string[] | null {
  const status = ran(done, statusCommand)
  if (!succeeded(status)) return null
  return status.result.split('\n').flatMap((line) => (/^.. \S/.test(line) ? [line.slice(3)] : []))
}

/** Only what this conversation has written, and only where nothing is missing and no test fails. */
function committing(scene: Scene, wanted: Feature, done: readonly Done[]): Call[] {
  const changes = changesIn(done) ?? []
  const own = pathsWritten(scene.earlier)
  const isOwn = changes.every((path) => own.has(path))
  if (changes.length === 0 || !isOwn || missingFiles(scene, wanted) > 0 || !allPass(done[0])) return []
  return [{ name: 'git_commit', arguments: { message: wanted.lastPass.message } }]
}

function report(scene: Scene, wanted: Feature, done: readonly Done[]): string {
  const [tests] = done
  const { base, own, since } = compared(done)
  const missing = missingFiles(scene, wanted)
  const passing = allPass(tests)
  const areas = wanted.areas.map((area) => `${passing ? '✓' : '✗'} ${area}`)
  const ticks = [...areas, tests ? testsTicked(tests) : '✗ Tests'].join(' ')
  if (missing > 0) return `Not complete: ${missing} of its files were never written. ${ticks}`
  if (!passing) return `Written, but not complete: ${ticks}`
  const isShared = own.some(({ files }) => files.some((path) => since.some((commit) => commit.files.includes(path))))
  const rebase = isShared ? ` Need to rebase on ${base} (${newsIn(since, wanted)}).` : ''
  const head = rebase === '' ? `${wanted.complete} ${ticks}` : `Complete.${rebase}\n\n${ticks}`
  const ahead = base === null ? [] : [`${counted(own.length)} ahead of \`${base}\`.`]
  const moved = `\`${base}\` has moved on by ${counted(since.length)}, in other files: it merges as it is.`
  const standing = [...committed(done), ...ahead, ...(rebase === '' && since.length > 0 ? [moved] : [])]
  const then = rebase === '' ? mergeAndClose(wanted) : `\`Rebase on ${base}, then merge\``
  return `${head}\n\n${standing.join(' ')}${next(then)}`
}

function missingFiles({ earlier }: Scene, { parts }: Feature): number {
  const names = new Set([...pathsWritten(earlier)].map(stem))
  return parts.flatMap(({ files }) => files).filter(({ path }) => !names.has(stem(path))).length
}

/** A file's own name, whatever folder it had to go to. */
const stem = (path: string) => (path.split('/').at(-1) ?? '').replace(/\.m?js$/, '')

function committed(done: readonly Done[]): string[] {
  const commit = done.find(({ name }) => name === 'git_commit')
  if (commit)
    return [/^Committed/.test(commit.result) ? 'The last pass is committed now.' : `Not committed: ${commit.result}`]
  const changes = changesIn(done) ?? []
  return changes.length === 0
    ? ['Everything is committed.']
    : ['There are changes that are not mine, so I committed nothing.']
}

function newsIn(since: readonly Commit[], wanted: Feature): string {
  const words = since.flatMap(({ subject, files }) => [subject, ...files]).map(plainWords)
  const landed = features.find(({ folder, title }) => {
    const names = [title, folder].map(plainWords)
    return title !== wanted.title && words.some((text) => names.some((name) => text.includes(name)))
  })
  return landed ? `${landed.title} was just merged` : `${counted(since.length)} came in`
}
