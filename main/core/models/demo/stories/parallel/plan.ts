import { filesIn } from '../../notes.ts'
import { next, playSteps } from '../../play.ts'
import { asks, type Story } from '../../story.ts'

/** 'Parallel Feature Development': three things at once, before there are agents for them. */
export const plan: Story = {
  fits: (scene) => asks(scene, /\boauth\b.*\brate limit.*\baudit/),
  play: (scene) =>
    playSteps(scene, [
      () => ({ text: 'First I look what there is.', calls: [{ name: 'list_files', arguments: {} }] }),
      ([listed]) => {
        const files = listed ? filesIn(listed) : null
        const seen = files === null ? '' : `I see ${files.length === 1 ? 'one file' : `${files.length} files`}. `
        return {
          text: `${seen}${pieces}${next('`/agent new oauth-impl --worktree`, and there: `Implement OAuth 2.0 authentication with token validation and refresh logic.`')}`,
        }
      },
    ]),
}

const pieces = `These are three pieces that do not need each other, so each gets an agent with a worktree and a branch of its own:

| Agent | What it does |
| --- | --- |
| \`oauth-impl\` | access tokens, refresh tokens, middleware |
| \`rate-limit\` | a limit on requests, counted in Redis |
| \`audit-log\` | a log of API operations, in PostgreSQL |

They work at the same time, and nobody has to switch branches.`
