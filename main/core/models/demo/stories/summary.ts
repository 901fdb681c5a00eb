import { summaryOpening } from '../../../conversation/summary-words.ts'
import { commandOf } from '../play.ts'
import { pathsWritten } from '../scene.ts'
import type { Story } from '../story.ts'

const most = 12

/** A summary of the conversation, from what is in it. */
export const summary: Story = {
  fits: ({ asked }) => asked.startsWith(summaryOpening),
  play({ said, earlier }) {
    const commands = earlier.filter(({ name }) => name === 'run_command').map((done) => `\`${commandOf(done)}\``)
    const parts = [
      ['What you asked for', said.map((text) => firstLine(text))],
      ['Files that were written', [...pathsWritten(earlier)].map((path) => `\`${path}\``)],
      ['Commands that were run', [...new Set(commands)]],
    ] as const
    const lists = parts
      .filter(([, items]) => items.length > 0)
      .map(
        ([title, items]) =>
          `**${title}**\n\n${items
            .slice(-most)
            .map((item) => `- ${item}`)
            .join('\n')}`,
      )
    return { text: [`This summary is made by a script, from what is in the conversation.`, ...lists].join('\n\n') }
  },
}

const firstLine = (text: string) => text.split('\n')[0]?.slice(0, 200) ?? ''
