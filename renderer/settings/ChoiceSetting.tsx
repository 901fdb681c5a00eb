import type { ReactNode } from 'react'
import type { SettingsChange } from '../../preload/protocol/settings.ts'
import { Field } from '../ui/Field.tsx'
import { useSave } from './use-save.ts'

type Props<T extends string> = {
  label: string
  value: T
  /** Every value and its words. */
  words: Record<T, string>
  note?: ReactNode
  change: (value: T) => SettingsChange
}

/** A setting that is one of a few. It is saved when it is chosen. */
export function ChoiceSetting<T extends string>({ label, value, words, note, change }: Props<T>) {
  const { error, save } = useSave()
  const values = Object.keys(words) as T[]
  return (
    <Field label={label} note={note} error={error}>
      {(tied) => (
        <select
          {...tied}
          className="input"
          value={value}
          onChange={({ target }) => {
            const chosen = values.find((one) => one === target.value)
            if (chosen !== undefined) save(change(chosen))
          }}
        >
          {values.map((one) => (
            <option key={one} value={one}>
              {words[one]}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
