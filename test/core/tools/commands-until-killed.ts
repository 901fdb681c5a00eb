import { gitWith } from '../../../main/core/git/git.ts'
import { childEnvironment } from '../../../main/core/tools/child-environment.ts'
import { runCommand } from '../../../main/core/tools/run-command.ts'
import { noAgents, noConversation } from './no-conversation.ts'

// Stands for an app that is killed while commands run: runs those that it is given, all at once.
const [directory = '', ...commands] = process.argv.slice(2)
const environment = childEnvironment(process.env)
const unchanged = async () => {
  throw new Error('nothing here changes the repository')
}
const context = {
  directory,
  environment,
  git: gitWith(environment),
  write: unchanged,
  merge: unchanged,
  conversation: noConversation,
  agents: noAgents,
  commandTimeoutMs: 600_000,
  onOutput: () => undefined,
  signal: new AbortController().signal,
}
await Promise.all(commands.map((command) => runCommand.run({ command }, context)))
