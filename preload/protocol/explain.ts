import type { Fault } from './faults.ts'
import { unreachable } from './result.ts'

const listed = (names: string[]) => names.join(', ')

/** The one place that writes sentences about faults for people: what happened, then what to do. */
export function explain(fault: Fault): string {
  switch (fault.kind) {
    case 'bad-input':
      return `That was not understood: ${fault.what}.`
    case 'bug':
      return `Something went wrong inside Ikigai. Nothing was lost. The log has it under ${fault.reference}.`
    case 'connection-lost':
      return 'The connection to Ikigai is lost. It reconnects by itself while Ikigai runs.'
    case 'no-project':
      return 'No repository is open. Choose one first.'
    case 'project-already-open':
      return `This window has ${fault.path} open. Open another window for another repository.`
    case 'not-a-folder':
      return `${fault.path} is not a folder that can be read. Choose a folder with a git repository.`
    case 'not-a-repository':
      return `${fault.path} is not a git repository. Choose another folder, or run 'git init' in this one.`
    case 'bare-repository':
      return `${fault.path} is a bare repository: it has no files to work on. Choose a clone with a working tree.`
    case 'open-elsewhere':
      return `${fault.path} is already open in another Ikigai${fault.pid === null ? '' : ` (process ${fault.pid})`}. Use that window, or quit it first.`
    case 'git-missing':
      return 'git was not found. Install git 2.38 or later and start Ikigai again.'
    case 'git-too-old':
      return `git ${fault.version} is too old. Install git 2.38 or later.`
    case 'git-failed':
      return `git ${fault.verb} failed: ${fault.reason}`
    case 'home-unwritable':
      return `The data folder ${fault.path} cannot be written (${fault.reason}). Mend its permissions, or set IKIGAI_HOME to another folder.`
    case 'database-set-aside':
      return `The database could not be opened (${fault.reason}). It was set aside untouched as ${fault.path}, and a new one was begun.`
    case 'settings-set-aside':
      return `The settings file could not be read (${fault.reason}). It was set aside untouched as ${fault.path}; the default settings are in use.`
    case 'store-failed':
      return `It could not be saved: ${fault.reason}. Nothing was half-written; free the cause and try again.`
    case 'secret-not-kept':
      return `The key could not be kept: ${fault.reason}.`
    case 'no-agent':
      return `No agent matches '${fault.name}'. There are: ${listed(fault.names)}.`
    case 'agent-ambiguous':
      return `'${fault.name}' fits several agents: ${listed(fault.names)}.`
    case 'name-taken':
      return `An agent named '${fault.name}' exists. Choose another name.`
    case 'bad-name':
      return `'${fault.name}' cannot be a name: ${fault.why}.`
    case 'root-stays':
      return `'${fault.name}' is the project's root agent and cannot be closed. Use /clear to begin afresh.`
    case 'nothing-to-continue':
      return `'${fault.name}' has nothing to continue. Type a message instead.`
    case 'no-approval':
      return 'That question was already answered.'
    case 'no-queued-message':
      return 'That message was already sent.'
    case 'no-entry':
      return 'That entry does not exist in this conversation.'
    case 'unknown-command':
      return fault.near.length > 0
        ? `There is no command /${fault.name}. Did you mean ${fault.near.map((name) => `/${name}`).join(' or ')}?`
        : `There is no command /${fault.name}. /help lists them.`
    case 'bad-argument':
      return `/${fault.command}: ${fault.reason}. Usage: ${fault.usage}`
    case 'file-not-attached':
      return `@${fault.path} was not attached: ${fault.why}.`
    case 'key-missing':
      return `There is no API key for ${fault.model}. Enter one in Settings, or set OPENAI_API_KEY.`
    case 'key-refused':
      return `${fault.host} refused the API key. Enter a valid one in Settings, then press Continue.`
    case 'model-unreachable':
      return `${fault.url} cannot be reached (${fault.reason}). Check the network and the base URL in Settings, then press Continue.`
    case 'model-not-found':
      return `${fault.host} has no model '${fault.model}'. Choose another with /model, then press Continue.`
    case 'model-busy':
      return `${fault.host} is busy (${fault.status}) and stayed so for ${fault.tries} tries. Wait a little, then press Continue.`
    case 'model-refused':
      return `The model's server refused the request (${fault.status}): ${fault.reason}`
    case 'quota-spent':
      return `The account at ${fault.host} has no quota left. Add credit or use another key, then press Continue.`
    case 'context-full':
      return `The conversation is longer than ${fault.model} can read. Use /clear to begin a new one; this one is kept.`
    case 'stream-cut':
      return `The reply broke off and ${fault.tries} tries did not help. Press Continue to ask again.`
    case 'reply-unreadable':
      return `The model's server sent something unreadable (${fault.reason}). Check the base URL and the API setting, then press Continue.`
    case 'interrupted':
      return 'Ikigai ended while this was running. Everything up to then is kept.'
    case 'stopped':
      return 'Stopped.'
    case 'step-limit':
      return `Stopped after ${fault.steps} steps, the limit for one message. Press Continue to go on.`
    default:
      return unreachable(fault)
  }
}
