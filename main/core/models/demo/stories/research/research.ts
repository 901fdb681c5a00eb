import { kept, remember } from '../../memory.ts'
import { next, playSteps } from '../../play.ts'
import { asks, type Story } from '../../story.ts'
import { implementationPlan, research } from './documents.ts'

/** 'Research and Implementation Pipeline': what is wanted. */
export const researchFirst: Story = {
  fits: (scene) => asks(scene, /\bweb ?sockets?\b.*\bresearch first\b/),
  play: (scene) => playSteps(scene, [() => ({ text: beginning })]),
}

const beginning = `Then an agent for the research alone, so that this conversation stays free of it. What it finds out goes into memory documents, which all agents can read.${next('`/agent new websocket-research`, and there `Research WebSocket implementation in C: …`')}`

/** An agent finds out, and leaves two documents for the others. */
export const researching: Story = {
  fits: (scene) => asks(scene, /^(please )?research\b.*\bweb ?socket/),
  play: (scene) =>
    playSteps(scene, [
      () => ({
        text: 'First whether anything here speaks to a network already.',
        calls: [{ name: 'search_files', arguments: { pattern: 'websocket|createServer|listen\\(|socket\\(' } }],
      }),
      () => ({ text: 'Now what I found out, and a plan.', calls: [remember(research), remember(implementationPlan)] }),
      (done) => {
        const [first, second] = done.filter(({ name }) => name === 'memory_write').map(kept)
        return { text: `${first}\n\n${findings}\n\n${second}\n\n${phases}\n\n${honesty}${then}` }
      },
    ]),
}

const findings = `- Libraries: libwebsockets (recommended)
- Security: WSS, origin validation, rate limiting
- Performance: epoll/kqueue, buffer pooling
- Testing: wscat, Autobahn test suite`

const phases = `- Phase 1: Basic server
- Phase 2: Message handling
- Phase 3: Security
- Phase 4: Testing`

const honesty = 'A script cannot look anything up: this was prepared, and the documents say so.'

const then = next(
  '`/agent close`, then `/agent new websocket-impl --worktree`, and there `Implement WebSocket support using #mem-… and #mem-…` with the two numbers',
)
