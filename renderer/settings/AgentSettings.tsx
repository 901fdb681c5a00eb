import type { State } from '../../preload/protocol/state.ts'
import { approvalWords } from '../agents/approval-words.ts'
import { ChoiceSetting } from './ChoiceSetting.tsx'
import { TextSetting } from './TextSetting.tsx'

/** How far agents go before they ask or pause. */
export function AgentSettings({ settings }: Pick<State, 'settings'>) {
  return (
    <>
      <ChoiceSetting
        label="Approval"
        value={settings.approval}
        words={approvalWords}
        note="For new agents. Each agent's own is in the menu of its tab."
        change={(approval) => ({ approval })}
      />
      <TextSetting
        short
        label="Step limit"
        inputMode="numeric"
        value={String(settings.stepLimit)}
        note="Calls of the model in one run before it pauses."
        read={(text) => {
          const steps = wholeNumber(text, 1, 1000)
          return typeof steps === 'string' ? steps : { stepLimit: steps }
        }}
      />
      <TextSetting
        short
        label="Command limit"
        inputMode="numeric"
        value={String(settings.commandTimeoutMs / 1000)}
        note="Seconds that a command may take when it names no limit of its own."
        read={(text) => {
          const seconds = wholeNumber(text, 1, 3600)
          return typeof seconds === 'string' ? seconds : { commandTimeoutMs: seconds * 1000 }
        }}
      />
    </>
  )
}

function wholeNumber(text: string, least: number, most: number): number | string {
  const number = Number(text)
  const fits = text !== '' && Number.isInteger(number) && number >= least && number <= most
  return fits ? number : `Enter a whole number from ${least} to ${most}.`
}
