import { type ComponentProps, type ReactNode, useEffect, useState } from 'react'
import type { SettingsChange } from '../../preload/protocol/settings.ts'
import { Field } from '../ui/Field.tsx'
import { useSave } from './use-save.ts'

type Props = Pick<ComponentProps<'input'>, 'inputMode' | 'list' | 'placeholder'> & {
  label: string
  value: string
  note?: ReactNode
  short?: boolean
  /** What the text means as a setting, or the sentence that says why it means none. */
  read: (text: string) => SettingsChange | string
  children?: ReactNode
}

/** A setting that is typed. It is saved with Enter or when the field is left. */
export function TextSetting({ label, value, note, short = false, read, children, ...input }: Props) {
  const [text, setText] = useState(value)
  const { error, save, fail } = useSave()
  useEffect(() => setText(value), [value])

  const commit = () => {
    if (text.trim() === value) return
    const change = read(text.trim())
    if (typeof change === 'string') fail(change)
    else save(change)
  }

  return (
    <Field label={label} note={note} error={error}>
      {(tied) => (
        <>
          <input
            {...input}
            {...tied}
            className={short ? 'input input-short' : 'input'}
            spellCheck={false}
            autoComplete="off"
            value={text}
            onChange={({ target }) => setText(target.value)}
            onBlur={commit}
            onKeyDown={({ key }) => key === 'Enter' && commit()}
          />
          {children}
        </>
      )}
    </Field>
  )
}
