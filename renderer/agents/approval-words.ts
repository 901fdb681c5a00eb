import type { ApprovalMode } from '../../preload/protocol/settings.ts'

/** What each approval mode means, in a few words. */
export const approvalWords: Record<ApprovalMode, string> = {
  ask: 'Ask before edits and commands',
  edits: 'Ask before commands',
  full: 'Never ask',
}

/** The modes, from the most to the least careful. */
export const approvalModes: readonly ApprovalMode[] = ['ask', 'edits', 'full']
