import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { allowNotifications, notificationPermission } from './permission.ts'

const words = {
  default: 'Off',
  granted: 'On: when an agent needs you or ends while Ikigai is out of sight.',
  denied: 'The browser or system refuses them; allow them there.',
}

/** Whether desktop notifications are on, and the button that asks for them. */
export function NotificationSetting() {
  const [permission, setPermission] = useState(notificationPermission)
  return (
    <Field label="Notifications" note={words[permission]}>
      {(tied) => (
        <div className="field-row">
          <Button
            {...tied}
            disabled={permission !== 'default'}
            onClick={() => void allowNotifications().then(setPermission)}
          >
            Turn on
          </Button>
        </div>
      )}
    </Field>
  )
}
