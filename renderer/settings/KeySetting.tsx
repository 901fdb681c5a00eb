import { type FormEvent, useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { HostInfo, ModelInfo } from '../../preload/protocol/state.ts'
import { call } from '../state/project.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'

type Props = { has: ModelInfo['key']; place: HostInfo['keyPlace'] }

/** The API key: it goes in and never comes back out. */
export function KeySetting({ has, place }: Props) {
  const [key, setKey] = useState('')
  const [error, setError] = useState<string | null>(null)

  async function keep(wanted: string | null) {
    const result = await call('secret.keep', { key: wanted })
    setError(result.ok ? null : explain(result.fault))
    if (result.ok) setKey('')
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (key.trim() !== '') void keep(key.trim())
  }

  const kept = has === 'keychain' || has === 'memory'
  return (
    <form onSubmit={submit}>
      <Field label="API key" error={error} note={noteOf(has, place)}>
        {(tied) => (
          <div className="field-row">
            <input
              {...tied}
              className="input"
              type="password"
              data-first
              autoComplete="off"
              placeholder={kept ? 'Kept; type another to replace it' : 'None'}
              value={key}
              onChange={({ target }) => setKey(target.value)}
            />
            <Button type="submit" disabled={key.trim() === ''}>
              Keep
            </Button>
            {kept ? <Button onClick={() => void keep(null)}>Forget</Button> : null}
          </div>
        )}
      </Field>
    </form>
  )
}

function noteOf(has: ModelInfo['key'], place: HostInfo['keyPlace']): string {
  if (has === 'environment') return 'OPENAI_API_KEY is set in the environment and is the key in use.'
  return place === 'keychain'
    ? "Kept in this system's keychain, and shown to nobody."
    : 'Kept in memory until Ikigai quits, and written nowhere: there is no keychain here.'
}
