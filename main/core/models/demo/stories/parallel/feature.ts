import type { Feature } from '../../code/feature.ts'
import { featureIn } from '../../code/features.ts'
import { looking, type Place, placed, placeOf, testing, unwritten, writes } from '../../place.ts'
import { type Call, next, playSteps, ran, type Step } from '../../play.ts'
import type { Done, Scene } from '../../scene.ts'
import type { Story } from '../../story.ts'
import { readTests, testsInWords } from '../../test-run.ts'

/**
 * 'Parallel Feature Development': an agent works out its feature, with a commit
 * for each part. A last pass over all files stays uncommitted until somebody asks
 * for the status, so that there is something to see in `/agent list` and `/diff`.
 */
export const feature: Story = {
  fits: ({ asked }) => featureIn(asked) !== undefined,
  play(scene) {
    const wanted = featureIn(scene.asked)
    return playSteps(scene, wanted ? stepsOf(scene, wanted) : [])
  },
}

function stepsOf(scene: Scene, wanted: Feature): Step[] {
  const { folder, parts, lastPass } = wanted
  const at = (say: (place: Place, done: readonly Done[]) => ReturnType<Step>): Step => {
    return (done) => {
      const place = placeOf(scene, done, folder)
      const trouble = typeof place === 'string' ? place : unwritten(done)
      return typeof place === 'string' || trouble !== null ? { text: trouble ?? '' } : say(place, done)
    }
  }
  return [
    ...looking(folder, `**${wanted.title}**: I look first which names are free, and how the tests are run.`),
    at((place) => (isShared(place) ? { text: sharedBranch(place, wanted) } : null)),
    ...parts.map((part, index) =>
      at((place, done) => ({
        text: [...reported(done), part.about].join(' '),
        calls: [
          ...commitOf(wanted, index, place, done),
          ...writes(part.files, folder, place),
          ...readmeEdit(part.readme, place),
          testing(part.files, folder, place),
        ],
      })),
    ),
    at((place, done) => ({
      text: [...reported(done), `A last pass over all of it: ${lastPass.about}.`].join(' '),
      calls: [
        ...commitOf(wanted, parts.length, place, done),
        ...lastPass.edits.map((edit) => {
          const [path, old_text, new_text] = [edit.path, edit.old, edit.new].map((text) => placed(text, folder, place))
          return { name: 'edit_file', arguments: { path, old_text, new_text } }
        }),
      ],
    })),
    at((place, done) => ({ text: closing(wanted, place, done) })),
  ]
}

/** Work of one agent has no place on the branch that all others are made from. */
const isShared = ({ branch }: Place) => branch === null || /^(main|master|HEAD)$/.test(branch)

const sharedBranch = ({ branch }: Place, { agent }: Feature) =>
  `This directory has ${branch === null || branch === 'HEAD' ? 'no branch' : `\`${branch}\``} checked out, so I change nothing here: the story gives each feature an agent with a worktree of its own.${next(`\`/agent new ${agent} --worktree\`, and the same message there`)}`

const lastTests = (done: readonly Done[]) => ran(done, 'npm test --') ?? ran(done, 'node --test')

function reported(done: readonly Done[]): string[] {
  const tests = lastTests(done)
  return tests ? [testsInWords(tests)] : []
}

/** The commit of the part before this one. Nothing is committed that fails, or that was there before. */
function commitOf({ parts }: Feature, index: number, place: Place, done: readonly Done[]): Call[] {
  const part = parts[index - 1]
  const tests = lastTests(done)
  const fails = ((tests && readTests(tests)?.failed) ?? 0) > 0
  return part && place.clean && !fails ? [{ name: 'git_commit', arguments: { message: part.message } }] : []
}

function readmeEdit(readme: { after: string; line: string } | undefined, place: Place): Call[] {
  if (!readme || place.readme.split(`${readme.after}\n`).length !== 2) return []
  const change = { path: 'README.md', old_text: readme.after, new_text: `${readme.after}\n${readme.line}` }
  return [{ name: 'edit_file', arguments: change }]
}

function closing(wanted: Feature, { branch, clean }: Place, done: readonly Done[]): string {
  const commits = done.filter(({ name, result }) => name === 'git_commit' && /^Committed/.test(result))
  const failed = done.find(({ name, result }) => name === 'git_commit' && !/^Committed/.test(result))
  const list = commits.map(({ arguments: { message } }) => `- ${String(message)}`).join('\n')
  const committed = !clean
    ? 'There were changes here before I began, so I have committed nothing.'
    : commits.length === 0
      ? 'Nothing is committed.'
      : `Committed on \`${branch}\`:\n\n${list}`
  const why = failed ? `\n\nA commit did not work: ${failed.result}` : ''
  const { edits, about } = wanted.lastPass
  const open = `The last pass over ${edits.length} files is not committed yet: ${about}. \`/diff\` shows it. Ask me for the status, and I run all tests and commit it.`
  return `${committed}${why}\n\n${open}${next(wanted.next.written)}`
}
