import { command, next, playSteps, type Step, succeeded } from '../../play.ts'
import { asks, type Story } from '../../story.ts'

/** 'Bug Fix on Multiple Branches': the branch of the feature gets the fix as well. */
export const mergeBack: Story = {
  fits: (scene) => asks(scene, /\bmerge\b.*\b(bug ?fix|fix)\b.*\binto this branch\b/),
  play: (scene) => playSteps(scene, steps),
}

const steps: Step[] = [
  () => ({ text: 'The fix is on `main`. Which branch is this?', calls: [command('git branch --show-current')] }),
  ([shown]) => {
    const branch = shown?.result.trim() ?? ''
    if (!succeeded(shown) || !/^[\w./-]+$/.test(branch))
      return { text: 'No branch is checked out here, so there is nothing to merge into.' }
    if (branch === 'main') return { text: 'This is `main` itself: what was merged into it is here already.' }
    return {
      text: `Merging main into ${branch}...`,
      calls: [{ name: 'git_merge', arguments: { source: 'main', into: branch } }],
    }
  },
  ([, merged]) => {
    const { into } = merged?.arguments ?? {}
    if (/^Merged/.test(merged?.result ?? '')) return { text: `Merging main into ${String(into)}... ✓ Merged${then}` }
    return { text: `Merging main into ${String(into)}... ✗ ${merged?.result ?? ''}` }
  },
]

const then = next('`/rewind before-bugfix`, and `Continue implementing the API endpoints`')
