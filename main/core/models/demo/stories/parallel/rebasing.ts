import { featureOf } from '../../code/features.ts'
import { command, next, playSteps, ran, type Step, succeeded } from '../../play.ts'
import type { Done, Scene } from '../../scene.ts'
import { asks, type Story } from '../../story.ts'
import { reasonIn, testsInWords } from '../../test-run.ts'
import { mergeAndClose, testCommandOf } from './status.ts'

/** 'Parallel Feature Development': a branch is put on top of what the others have merged meanwhile. */
export const rebasing: Story = {
  fits: (scene) => asks(scene, /^(please )?rebase on/),
  play: (scene) => playSteps(scene, stepsOf(scene, targetIn(scene.asked))),
}

/** The branch that was named: characters that no shell takes for more than a name. */
const targetIn = (asked: string) =>
  (/\brebase on(?:to)?\s+(?:the\s+)?[`'"]?(\w[\w./-]*)/i.exec(asked)?.[1] ?? 'main').replace(/[./-]+$/, '')

const statusCommand = 'git status --short --branch'

function stepsOf(scene: Scene, target: string): Step[] {
  const rebase = `git rebase ${target}`
  const test = testCommandOf(scene)
  const feature = featureOf(scene)
  const then = feature ? next(mergeAndClose(feature)) : ''
  return [
    () => ({ text: 'First whether everything is committed.', calls: [command(statusCommand)] }),
    (done) => {
      const status = ran(done, statusCommand)
      if (!succeeded(status)) return { text: 'Git does not say how things stand here, so I change nothing.' }
      if (status.result.trim().split('\n').length === 1) return null
      return { text: 'There are changes that are not committed, so I do not rebase. `/commit` commits them.' }
    },
    () => ({ text: `I put this branch on top of \`${target}\`.`, calls: [command(rebase)] }),
    (done) => (isStuck(ran(done, rebase)) ? { text: conflicts, calls: [command('git rebase --abort')] } : null),
    (done) => {
      const rebased = ran(done, rebase)
      if (isStuck(rebased)) {
        return {
          text: `\`${target}\` and this branch change the same lines. The rebase is taken back, and everything is as it was. \`/agent merge\` shows the conflicts and offers to resolve them here.`,
        }
      }
      if (!succeeded(rebased)) return { text: `The rebase did not work: ${rebased ? reasonIn(rebased) : ''}` }
      return test === null ? null : { text: 'Rebased. Now the tests again, on the new ground.', calls: [command(test)] }
    },
    (done) => ({ text: `${outcome(target, test === null ? undefined : ran(done, test))}${then}` }),
  ]
}

const conflicts = 'There are conflicts. I am a script and cannot weigh them, so I take the rebase back.'

const isStuck = (done: Done | undefined) => /^CONFLICT|could not apply/m.test(done?.result ?? '')

const outcome = (target: string, tests: Done | undefined) =>
  `Rebased on \`${target}\`.${tests ? ` ${testsInWords(tests)}` : ''} The merge itself is yours.`
