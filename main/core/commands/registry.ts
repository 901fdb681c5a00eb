import { agent } from './agent.ts'
import { agentClose } from './agent-close.ts'
import { agentList } from './agent-list.ts'
import { agentMerge } from './agent-merge.ts'
import { agentNew } from './agent-new.ts'
import { agentRename } from './agent-rename.ts'
import { agentRestore } from './agent-restore.ts'
import { branch } from './branch.ts'
import { clear } from './clear.ts'
import type { Command } from './command.ts'
import { commit } from './commit.ts'
import { diff } from './diff.ts'
import { exportTo } from './export.ts'
import { helpFor } from './help.ts'
import { history } from './history.ts'
import { load } from './load.ts'
import { mark } from './mark.ts'
import { memoryAlias } from './memory-alias.ts'
import { memoryDelete } from './memory-delete.ts'
import { memoryList } from './memory-list.ts'
import { memoryMerge } from './memory-merge.ts'
import { memoryShow } from './memory-show.ts'
import { model } from './model.ts'
import { quit } from './quit.ts'
import { rewind } from './rewind.ts'
import { search } from './search.ts'
import { sendTo } from './send.ts'
import { sessions } from './sessions.ts'

const others: Command[] = [
  agentNew,
  agentList,
  agent,
  agentRename,
  agentMerge,
  agentClose,
  agentRestore,
  mark,
  rewind,
  clear,
  history,
  sessions,
  load,
  exportTo,
  search,
  memoryList,
  memoryShow,
  memoryMerge,
  memoryAlias,
  memoryDelete,
  branch,
  commit,
  diff,
  sendTo,
  model,
  quit,
]

/** Every slash command there is, in the order in which help lists them. */
export const commands: readonly Command[] = [...others, helpFor(others)]
