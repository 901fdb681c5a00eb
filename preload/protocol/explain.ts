import type { Fault, FaultOf } from './faults.ts'
import { unreachable } from './result.ts'

const listed = (names: string[]) => names.join(', ')

const marksThere = (labels: string[]) =>
  labels.length === 0 ? 'There are none yet; /mark sets one.' : `There are: ${listed(labels)}.`

const branchNamed = (branch: string | null) => (branch === null ? 'no branch' : `'${branch}'`)

/** Some files by name, the others by number: a merge can be stopped by hundreds. */
const someOf = (files: string[]) =>
  files.length > 5 ? `${listed(files.slice(0, 4))} and ${files.length - 4} more` : listed(files)

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
      return `git ${fault.verb} failed: ${fault.reason}${asksForWho.test(fault.reason) ? unasked : ''}`
    case 'no-commits':
      return 'The repository has no commit to start from. Make a first commit, then try again.'
    case 'base-missing':
      return `There is no branch or commit '${fault.name}' to start from. Choose another base.`
    case 'branch-missing':
      return `There is no branch '${fault.name}'. /branch --all lists them.`
    case 'branch-exists':
      return `A branch '${fault.branch}' exists. Choose another name, or attach to it with --branch=${fault.branch}.`
    case 'branch-apart':
      return `The branch '${fault.branch}' is not at the commit of that place, so nothing was made. Choose the name of a new one.`
    case 'branch-checked-out':
      return `The branch '${fault.branch}' is checked out in ${fault.path}. Check out another branch there, or choose another one here.`
    case 'checked-out-twice':
      return `'${fault.branch}' is checked out both in ${fault.paths[0]} and in ${fault.paths[1]}, and only one of them would follow. Check out another branch in one of them, then try again.`
    case 'bad-branch-name':
      return `'${fault.name}' cannot be a branch: ${fault.why}. Choose another name.`
    case 'worktree-in-the-way':
      return `${fault.path} exists. Move it away, or choose another name.`
    case 'worktrees-inside':
      return `Worktrees are set to be made in ${fault.folder}, inside the repository, where its own files are. Choose a folder outside of it in Settings, or leave the setting empty.`
    case 'worktree-gone':
      return `The worktree ${fault.path} is gone: somebody removed its folder, or git's record of it. Close the agent, or restore it from a snapshot.`
    case 'not-a-worktree':
      return `${fault.path} is not a worktree that can be removed from this repository. It was left alone; look at 'git worktree list'.`
    case 'worktree-busy':
      return `${fault.path} is in use by ${fault.by}. End that, then try again.`
    case 'worktree-dirty':
      return `${fault.path} was not removed: ${fault.reason}. Commit that, or discard it.`
    case 'worktree-not-removed':
      return `${fault.path} could not be removed (${fault.reason}). Nothing in it was changed; free the cause and try again.`
    case 'worktree-taken-back':
      return `Ikigai ended while it made the worktree ${fault.path}, so that was taken back. What was in it is kept as ${fault.ref}; make it again.`
    case 'worktree-set-aside':
      return `${fault.path} was not removed to the end and cannot be put back. Its files are in ${fault.aside}: see to it that nothing is in their place, then start Ikigai again.`
    case 'not-keepable':
      return `${fault.what} in ${fault.path} would be lost: ${fault.why}. Nothing was removed; save it elsewhere, then try again.`
    case 'setup-failed':
      return `The set-up command '${fault.command}' failed: ${fault.reason}. The worktree is there; run the command in its terminal once the cause is mended.`
    case 'snapshot-missing':
      return `The snapshot ${fault.snapshot} is not in the repository any more. Nothing was changed; choose another one.`
    case 'lock-held':
      return fault.by === null
        ? `${fault.path} has been there for a while, and no process is known to hold it: a git that was killed may have left it. Delete it once no git runs in the repository, then try again.`
        : `${fault.path} is held by ${fault.by}. Let that end, then try again.`
    case 'branch-moved':
      return `'${fault.branch}' has changed since this was prepared, so nothing was done. Look at it afresh and try again.`
    case 'nothing-to-merge':
      return `'${fault.target}' already has everything that is in '${fault.source}'. There is nothing to do.`
    case 'histories-unrelated':
      return `'${fault.source}' and '${fault.target}' have no commit in common, so git does not merge them. Choose another target.`
    case 'only-fast-forward':
      return `git is set to fast-forward only (merge.ff), and '${fault.target}' has commits that '${fault.source}' lacks. Choose rebase, or change the setting.`
    case 'merge-conflicts':
      return fault.commit === null
        ? `'${fault.source}' and '${fault.target}' conflict in ${someOf(fault.files)}; nothing was changed. Resolve it in '${fault.source}' first.`
        : `The commit '${fault.commit}' conflicts with '${fault.target}' in ${someOf(fault.files)}; nothing was changed. Merge instead, or resolve it in '${fault.source}' first.`
    case 'target-in-the-way':
      return `Files in ${fault.path}, where '${fault.target}' is checked out, would be overwritten: ${someOf(fault.files)}. Commit or move them, then try again.`
    case 'underway':
      return `A ${fault.what} is under way in ${fault.path}. Finish or abort it there, then try again.`
    case 'hook-failed':
      return `The hook ${fault.hook} refused, and nothing was changed: ${fault.reason}`
    case 'signing-failed':
      return `The commit could not be signed, and nothing was changed: ${fault.reason}. Check git's signing settings, then try again.`
    case 'no-identity':
      return 'git does not know who commits. Set user.name and user.email with git config, then try again.'
    case 'undo-too-late':
      return `'${fault.target}' has moved on since that merge. Revert the merge with git instead.`
    case 'landing-interrupted':
      return interrupted(fault)
    case 'commit-missing':
      return `There is no commit '${fault.name}'. Check the name.`
    case 'pick-is-merge':
      return `${fault.commit} is a merge and cannot be picked. Pick the commits that it merged.`
    case 'nothing-to-commit':
      return `There is nothing to commit in ${fault.path}. Change something first.`
    case 'conflicts-left':
      return `Conflict markers are left in ${someOf(fault.files)} (${fault.path}). Resolve them, then commit again.`
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
      return `No agent matches '${fault.name}'. ${fault.names.length === 0 ? 'There is none.' : `There are: ${listed(fault.names)}.`}`
    case 'agent-ambiguous':
      return `'${fault.name}' fits several agents: ${listed(fault.names)}.`
    case 'name-taken':
      return `An agent named '${fault.name}' exists. Choose another name.`
    case 'bad-name':
      return `'${fault.name}' cannot be a name: ${fault.why}.`
    case 'root-stays':
      return `'${fault.name}' is the project's root agent and cannot be closed. Use /clear to begin afresh.`
    case 'agent-detached':
      return `'${fault.name}' has no branch checked out, so there is nothing to merge. Check out a branch in its directory first.`
    case 'no-target':
      return fault.name === null
        ? 'It is not known where to merge to. Name a branch or an agent: /agent merge main.'
        : `There is no branch and no agent '${fault.name}'. /branch lists the branches.`
    case 'no-worktree':
      return `'${fault.name}' has no branch of its own, so there is nothing to merge. Make agents with --worktree to give them one.`
    case 'nothing-to-sum-up':
      return `Nothing was said in '${fault.name}' yet that a summary could stand for.`
    case 'run-goes-on':
      return `'${fault.name}' is at work. Wait until it has ended, or stop it first.`
    case 'nothing-to-continue':
      return `'${fault.name}' has nothing to continue. Type a message instead.`
    case 'sub-agent-reads-only':
      return `'${fault.name}' works for ${fault.parent === null ? 'another agent' : `'${fault.parent}'`} and takes no messages from you. Write to ${fault.parent === null ? 'that one' : 'its parent'}.`
    case 'too-many-agents':
      return `${fault.most} agents work for this one, which is the most. Wait for one to end, or close one.`
    case 'too-deep':
      return `An agent ${fault.most} levels below one of yours has no agents of its own. Do the work here.`
    case 'no-approval':
      return 'That question was already answered.'
    case 'no-queued-message':
      return 'That message was already sent.'
    case 'no-entry':
      return 'That entry does not exist in this conversation.'
    case 'mark-missing':
      return `Mark '${fault.label}' not found. ${marksThere(fault.labels)}`
    case 'no-mark-before':
      return `There is no mark before this point. ${marksThere(fault.labels)}`
    case 'bad-label':
      return `'${fault.label}' cannot be a label: ${fault.why}.`
    case 'no-snapshot':
      return `The files at '${fault.name}' were not kept: ${fault.why}. The conversation alone can go back there.`
    case 'nothing-to-undo':
      return `'${fault.name}' has not been rewound, so there is nothing to undo.`
    case 'branch-not-own':
      return `'${fault.name}' has no branch of its own to move back. Leave --branch out.`
    case 'other-branch':
      return `Nothing was moved: ${fault.path} has ${branchNamed(fault.is)} checked out, and had ${branchNamed(fault.was)} at that time. ${fault.was === null ? 'Leave' : `Check out '${fault.was}' there, or leave`} --branch out.`
    case 'rewind-interrupted':
      return fault.why === null
        ? `Ikigai ended in the middle of a rewind of '${fault.name}'. It has been finished; /rewind --undo goes back.`
        : `Ikigai ended in the middle of a rewind of '${fault.name}', and it could not be finished: ${fault.why} The files as they were are kept under refs/ikigai/rewound.`
    case 'files-moved':
      return `Files in ${fault.path} have changed since this was shown, so nothing was done. Look at it afresh and try again.`
    case 'restore-in-the-way':
      return `Nothing was restored: files in ${fault.path} that no mark holds would be overwritten: ${someOf(fault.files)}. Move them away, then try again.`
    case 'restore-failed':
      return fault.kept === null
        ? `The files in ${fault.path} could not be restored, and are as they were before: ${fault.reason}. Free the cause, then try again.`
        : `The files in ${fault.path} could not be restored (${fault.reason}), and not all could be put back. Those of before are in ${fault.kept}: free the cause, then restore again.`
    case 'directory-busy':
      return `${listed(fault.names)} ${fault.names.length === 1 ? 'works' : 'work'} in ${fault.path} at this moment. Stop ${fault.names.length === 1 ? 'it' : 'them'} first.`
    case 'session-missing':
      return `There is no session ${fault.number}. /sessions lists ${fault.most === 1 ? 'the one there is' : `the ${fault.most} there are`}.`
    case 'conversation-unreadable':
      return `That file was not read: ${fault.why}. Choose one that /export json wrote.`
    case 'memory-missing':
      return `There is no memory document ${fault.ref}. /memory list shows those there are.`
    case 'memory-in-use':
      return `#mem-${fault.number} is on the path of ${listed(fault.agents)} and was not deleted. Rewind or close ${fault.agents.length === 1 ? 'that agent' : 'those agents'} first.`
    case 'bad-alias':
      return `'${fault.alias}' cannot be an alias: ${fault.why}.`
    case 'alias-taken':
      return `The alias '${fault.alias}' belongs to #mem-${fault.number}. Choose another one, or write a new version of that document with ref.`
    case 'bad-title':
      return `'${fault.title}' cannot be a title: ${fault.why}.`
    case 'memory-unreadable':
      return `That file was not read: ${fault.why}.${fault.unformed ? ' It needs front matter with a title between two lines of ---.' : ''}`
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
      return `The conversation is longer than ${fault.model} can read. Put a summary in its place and press Continue, or use /clear to begin a new one; this one is kept.`
    case 'stream-cut':
      return `The reply broke off and ${fault.tries} tries did not help. Press Continue to ask again.`
    case 'reply-unreadable':
      return `The model's server sent something unreadable (${fault.reason}). Check the base URL and the API setting, then press Continue.`
    case 'reader-failed':
      return `${fault.name} failed at reading (${fault.reason}). Git answered instead, and does so from now on; nothing is lost.`
    case 'terminal-unavailable':
      return `A shell cannot be started here: ${fault.reason}. The git terminal and everything else works without it.`
    case 'too-many-terminals':
      return fault.idle
        ? `${fault.most} shells are open, which is the most. Close one first: nothing has run in that of '${fault.idle.agent}' for the longest time.`
        : `${fault.most} shells are open, which is the most, and a program runs in each. End one first; none is ended for you.`
    case 'terminal-busy':
      return `${listed(fault.programs)} ${fault.programs.length === 1 ? 'runs' : 'run'} in this shell. End ${fault.programs.length === 1 ? 'it' : 'them'} first, or close the shell anyway.`
    case 'no-terminal':
      return 'That shell is no longer open. Open it again.'
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

/** What git and ssh say where they may not ask who is there. */
const asksForWho = /could not read (?:Username|Password)|terminal prompts disabled|Permission denied \(|Host key verif/i
const unasked =
  '. Ikigai asks for no passwords: let a credential helper or an ssh agent know it (run the same in a shell once), then try again.'

function interrupted({ action, branch, path, outcome, left }: FaultOf<'landing-interrupted'>): string {
  const what = `'${action}' broke off while it was written to '${branch}'`
  if (outcome === 'complete') return `${what}, and is complete all the same. There is nothing to do.`
  if (outcome === 'moved-on') {
    return `${what}, and the branch was moved since, so nothing was touched. Look at what is changed in ${path}.`
  }
  if (left.length === 0) return `${what}, so '${branch}' and ${path} were put back to how they were. Try again.`
  return `${what}, so ${path} was put back to how it was, but for files that were changed since: ${someOf(left)}. Look at them, then try again.`
}
