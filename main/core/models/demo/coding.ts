import type { Code, CodeFile } from './code/feature.ts'
import { looking, type Place, placeOf, testing, unwritten, writes } from './place.ts'
import { type Line, ran, type Step } from './play.ts'
import type { Done, Scene } from './scene.ts'
import { allPass, testsInWords } from './test-run.ts'

type Coding = {
  text: string
  /** Written with the last part: what describes it all. */
  documents?: CodeFile[]
  /** Null: it is left to the person to commit. */
  commit: string | null
  report: (done: readonly Done[], tests: Done, commit: Done | undefined) => string
}

/** The steps that write code part by part, run its tests after each, and commit it where all of them pass. */
export function coding(
  scene: Scene,
  { folder, parts }: Code,
  { text, documents = [], commit, report }: Coding,
): Step[] {
  const at = (say: (place: Place, done: readonly Done[]) => Line | null): Step => {
    return (done) => {
      const place = placeOf(scene, done, folder)
      if (typeof place === 'string') return { text: place }
      const trouble = unwritten(done)
      return trouble === null ? say(place, done) : { text: trouble }
    }
  }
  return [
    ...looking(folder, text),
    ...parts.map((part, index) =>
      at((place, done) => {
        const isLast = index === parts.length - 1
        const files = isLast ? parts.flatMap((one) => one.files) : part.files
        const tests = testsOf(done)
        return {
          text: [...(tests ? [testsInWords(tests)] : []), part.about].join(' '),
          calls: [
            ...writes([...part.files, ...(isLast ? documents : [])], folder, place),
            testing(files, folder, place),
          ],
        }
      }),
    ),
    at((place, done) => {
      if (commit === null || !place.clean || !allPass(testsOf(done))) return null
      return { text: 'I commit it.', calls: [{ name: 'git_commit', arguments: { message: commit } }] }
    }),
    (done) => {
      const tests = testsOf(done)
      const committed = done.find(({ name }) => name === 'git_commit')
      return { text: tests ? report(done, tests, committed) : 'Nothing was written.' }
    },
  ]
}

const testsOf = (done: readonly Done[]) => ran(done, 'npm test --') ?? ran(done, 'node --test')

/** Whether it is committed, for the end of a report. */
export function commitInWords(commit: Done | undefined): string {
  if (commit === undefined) return 'It is not committed: `/diff` shows it, `/commit` commits it.'
  return /^Committed/.test(commit.result) ? 'It is committed.' : `It is not committed: ${commit.result}`
}
