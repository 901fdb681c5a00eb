import type { State } from '../../preload/protocol/state.ts'
import { TextSetting } from './TextSetting.tsx'

/** Where worktrees of new agents are made, and what readies them. */
export function WorktreeSettings({ settings, project }: Pick<State, 'settings' | 'project'>) {
  return (
    <>
      {project && (
        <TextSetting
          label="Set-up command"
          value={settings.setup[project.path] ?? ''}
          placeholder="npm ci"
          note={`Runs in every new worktree of ${project.name}; what it printed is noted in the agent.`}
          read={(command) => ({ setup: { ...settings.setup, [project.path]: command } })}
        />
      )}
      <TextSetting
        label="Worktrees in"
        value={settings.worktrees ?? ''}
        placeholder=".worktrees in the repository"
        note="A folder outside, where tools that scan the repository stumble over worktrees in it."
        read={(folder) => {
          if (folder === '') return { worktrees: null }
          const absolute = /^(\/|[A-Za-z]:[\\/])/.test(folder)
          return absolute ? { worktrees: folder } : 'Enter an absolute path, or nothing.'
        }}
      />
    </>
  )
}
