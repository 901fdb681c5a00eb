import { useId, useState } from 'react'
import { assumedWindow, contextWindow } from '../../preload/protocol/context-window.ts'
import { explain } from '../../preload/protocol/explain.ts'
import type { SettingsChange } from '../../preload/protocol/settings.ts'
import type { State } from '../../preload/protocol/state.ts'
import { call } from '../state/project.ts'
import { Button } from '../ui/Button.tsx'
import { ChoiceSetting } from './ChoiceSetting.tsx'
import { KeySetting } from './KeySetting.tsx'
import { TextSetting } from './TextSetting.tsx'

const apiWords = { auto: 'As the address suggests', responses: 'Responses', chat: 'Chat Completions' }

/** Which model serves, where it is, and with which key. */
export function ModelSettings({ state: { settings, model, host } }: { state: State }) {
  const overridden = (variable: string) =>
    model.fromEnvironment.includes(variable) ? `${variable} is set in the environment and overrides this.` : null

  return (
    <>
      {model.provider === 'demo' ? (
        <p className="settings-hint">
          The demo model serves: a script without intelligence. Enter a key or a base URL to use a real one.
        </p>
      ) : null}
      <KeySetting has={model.key} place={host.keyPlace} />
      <TextSetting
        label="Base URL"
        value={settings.baseUrl ?? ''}
        placeholder="https://api.openai.com/v1"
        inputMode="url"
        note={overridden('OPENAI_BASE_URL') ?? 'Any server that speaks the OpenAI API: Ollama, LM Studio, a gateway.'}
        read={(text) => ({ baseUrl: text === '' ? null : text })}
      />
      <ChoiceSetting
        label="API"
        value={settings.api}
        words={apiWords}
        note={
          model.provider === 'demo' ? 'In use: the demo model' : `In use: ${apiWords[model.api]} at ${model.baseUrl}`
        }
        change={(api) => ({ api })}
      />
      <ModelName value={settings.model} overridden={overridden('IKIGAI_MODEL')} />
      <TextSetting
        label="Context limit"
        short
        inputMode="numeric"
        value={settings.contextLimit === null ? '' : String(settings.contextLimit)}
        placeholder={String(contextWindow(model.name) ?? assumedWindow)}
        note="Tokens that a conversation may have: a summary is proposed before it is full. Without a number, what the model is known to read."
        read={readLimit}
      />
    </>
  )
}

const smallest = 1000

function readLimit(text: string): SettingsChange | string {
  if (text === '') return { contextLimit: null }
  const tokens = Number(text.replaceAll(/[\s,_]/g, ''))
  return Number.isInteger(tokens) && tokens >= smallest
    ? { contextLimit: tokens }
    : `It takes a whole number of tokens, at least ${smallest}.`
}

function ModelName({ value, overridden }: { value: string; overridden: string | null }) {
  const [names, setNames] = useState<string[] | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const listId = useId()

  async function list() {
    setAsking(true)
    const result = await call('models.list', {})
    setAsking(false)
    setNames(result.ok ? result.value : null)
    setSaid(result.ok ? null : explain(result.fault))
  }

  return (
    <TextSetting
      label="Model"
      value={value}
      list={listId}
      note={overridden ?? 'For agents that have chosen none with /model.'}
      read={(text) => (text === '' ? 'A model needs a name.' : { model: text })}
    >
      <div className="field-row settings-list">
        <Button disabled={asking} onClick={() => void list()}>
          {asking ? 'Asking…' : 'List models'}
        </Button>
        {names ? <span className="field-note">{names.length} to choose from in the field above</span> : null}
      </div>
      {said ? (
        <p className="field-error" role="alert">
          {said}
        </p>
      ) : null}
      <datalist id={listId}>
        {(names ?? []).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </TextSetting>
  )
}
