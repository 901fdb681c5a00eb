import { filesIn } from '../../notes.ts'
import { readPackage, textOf, usesNodeTest } from '../../place.ts'
import { type Call, command, commandOf, playSteps, type Step, succeeded } from '../../play.ts'
import { type Done, fenced, type Scene } from '../../scene.ts'
import { asks, type Story, wasSaid } from '../../story.ts'
import { readTests } from '../../test-run.ts'

/** The project's own tests, all of them, by whatever command the project names. */
export const fullTests: Story = {
  fits: (scene) => asks(scene, /\b(full|whole|entire) test suite\b|\brun all (the )?tests\b/),
  play: (scene) => playSteps(scene, stepsOf(scene)),
}

const manifests = ['package.json', 'Cargo.toml', 'go.mod', 'Makefile']

const stepsOf = (scene: Scene): Step[] => [
  () => ({
    text: 'I look how the tests of this project are run.',
    calls: [{ name: 'list_files', arguments: { glob: `{${manifests.join(',')}}` } }],
  }),
  (done) => {
    const read = ['package.json', 'Makefile'].filter((path) => listedIn(done).includes(path))
    const calls = read.map((path): Call => ({ name: 'read_file', arguments: { path } }))
    return calls.length === 0 ? null : { text: `${read.map((path) => `\`${path}\``).join(' and ')} should say.`, calls }
  },
  (done) => {
    const line = testCommand(done)
    if (line !== null) return { text: `That is \`${line}\`.`, calls: [command(line)] }
    return {
      text: `I found no test command: neither a \`test\` script in package.json, nor a \`test\` target in a Makefile, nor Cargo or Go. So I ran nothing.`,
    }
  },
  (done) => ({ text: `${report(done.at(-1))}${wasSaid(scene, /\boauth\b.*\brate limit/) ? theEnd : ''}` }),
]

const theEnd =
  '\n\nThat was the story. The closed agents are kept: `/agent restore oauth-impl` would bring one back, with branch and files.'

const listedIn = (done: readonly Done[]): string[] => {
  const listed = done.find(({ name }) => name === 'list_files')
  return (listed && filesIn(listed)) ?? []
}

/** The command that a project names for its tests; null where it names none. */
export function testCommand(done: readonly Done[]): string | null {
  const listed = listedIn(done)
  const { test } = readPackage(textOf(done, 'package.json')).scripts
  if (usesNodeTest(test)) return 'npm test -- --experimental-test-coverage'
  if (test !== undefined && !/no test specified/.test(test)) return 'npm test'
  if (/^test:/m.test(textOf(done, 'Makefile'))) return 'make test'
  if (listed.includes('Cargo.toml')) return 'cargo test'
  return listed.includes('go.mod') ? 'go test ./...' : null
}

function report(done: Done | undefined): string {
  if (!done) return 'Nothing was run.'
  const run = readTests(done)
  if (!run) {
    const how = succeeded(done) ? 'ended well' : 'failed'
    return `\`${commandOf(done)}\` ${how}. I can only count what Node's own test runner prints, so here is the end of it:\n\n${fenced('', done.result.split('\n').slice(-15).join('\n'))}`
  }
  const coverage = run.coverage === null ? '' : ` Coverage: ${Number(run.coverage.toFixed(1))}%`
  const skipped = run.skipped > 0 ? `, ${run.skipped} left out` : ''
  const verdict = run.failed === 0 ? `all passing${skipped}` : `${run.failed} failing${skipped}`
  const note = run.coverage === null ? '' : '\n\n(Of the lines in files that the tests load.)'
  return `Total: ${run.total} tests, ${verdict}.${coverage}${note}`
}
