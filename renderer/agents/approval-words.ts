import type { ApprovalMode } from '../../preload/protocol/settings.ts'

/** What each approval mode means, in a few words. */
export const approvalWords: Record<ApprovalMode, string> = {
  ask: 'Ask before edits and commands',
  edits: 'Ask before commands',
  full: 'Never ask',
}
