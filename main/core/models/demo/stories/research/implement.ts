import { webSocket } from '../../code/web-socket.ts'
import { coding, commitInWords } from '../../coding.ts'
import { found, kept, namedIn, remember } from '../../memory.ts'
import { type Call, next, playSteps, type Step } from '../../play.ts'
import type { Done, Scene } from '../../scene.ts'
import { asks, type Story } from '../../story.ts'
import { allPass, readTests, testsInWords } from '../../test-run.ts'
import { documentation, implementationPlan, research } from './documents.ts'

/** 'Research and Implementation Pipeline': another agent carries out what was found out. */
export const implementWebSocket: Story = {
  fits: (scene) => asks(scene, /^(please )?implement web ?sockets?\b/),
  play: (scene) =>
    playSteps(scene, [
      ...reading(scene),
      ...coding(scene, webSocket, {
        text: 'The research recommends libwebsockets. It is not installed here, and a demo installs nothing, so I write what the plan needs of the protocol myself, in JavaScript.',
        commit: 'Speak WebSocket on an HTTP server',
        report,
      }),
    ]),
}

/** And a third one describes it. */
export const documentWebSocket: Story = {
  fits: (scene) => asks(scene, /^(please )?create documentation\b/) && namedIn(scene.asked).length > 0,
  play: (scene) =>
    playSteps(scene, [
      ...reading(scene),
      () => ({ text: 'I describe what was planned and built.', calls: [remember(documentation)] }),
      (done) => ({ text: `${kept(done.findLast(({ name }) => name === 'memory_write'))}${next('`/agent close`')}` }),
    ]),
}

const byAlias: Call[] = [research, implementationPlan].map(({ alias }) => ({
  name: 'memory_read',
  arguments: { ref: alias },
}))

function reading(scene: Scene): Step[] {
  const named = namedIn(scene.asked)
  const documents = named.length > 0 ? named : byAlias
  return [
    () => ({ text: 'First what was found out.', calls: documents }),
    (done) =>
      done.some((one) => found(one) === null) && named.length > 0
        ? { text: 'Not all under these numbers; they have names too.', calls: byAlias }
        : null,
    (done) => (done.every((one) => found(one) === null) ? { text: notFound } : null),
  ]
}

const notFound = 'I find no such documents, so I do not know what was found out. `/memory list` lists those there are.'

const phases = ['Basic server working', 'Message handling complete', 'Security measures in place']

function report(_: readonly Done[], tests: Done, commit: Done | undefined): string {
  const run = readTests(tests)
  const tick = allPass(tests) ? '✓' : '✗'
  const last = run && allPass(tests) ? `All tests passing (${run.passed}/${run.total})` : testsInWords(tests)
  const lines = [...phases, last].map((words, index) => `- Phase ${index + 1}: ${tick} ${words}`)
  return `Based on the research, and with its limits on origins, lengths and numbers:\n\n${lines.join('\n')}\n\nThe Autobahn test suite is another program, which I did not run. ${commitInWords(commit)}${next('`/agent merge && /agent close`, then `Ctrl+\\` `m`, `/agent new websocket-docs`, and there `Create documentation using #mem-… and #mem-…`')}`
}
