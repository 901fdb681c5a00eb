import { ok } from '../../../preload/protocol/result.ts'
import type { Command } from './command.ts'

export const quit: Command = {
  name: 'quit',
  usage: '/quit',
  summary: 'End Ikigai; what runs is stopped and can be continued',
  options: {},
  words: [0, 0],
  async run(project) {
    project.quit()
    return ok({ text: 'Ikigai has ended.', view: null })
  },
}
