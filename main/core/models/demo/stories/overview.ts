import { openingsInWords } from '../openings.ts'
import type { Story } from '../story.ts'

/** For whatever no other story answers: what there is to say to a script. */
export const overview: Story = {
  fits: () => true,
  play: () => ({
    text: `I am a script and did not understand that; a real model would. These words I know:

| Write | and I |
| --- | --- |
| \`status\` | ask git how things stand |
| \`edit\` | change the file that I wrote |
| \`error\` | run a command that fails |
| \`long\` | talk for a while, so that you can press \`Esc\` |
| \`markdown\` | show what text can look like |

${openingsInWords}

\`/help\` lists the commands of Ikigai itself. For a real model enter an API key in Settings.`,
  }),
}
