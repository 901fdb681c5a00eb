import { type ReactNode, useRef } from 'react'
import { Button } from './Button.tsx'
import { useHomeAfter } from './home.ts'
import { Icon } from './Icon.tsx'
import './alert.css'

type Props = {
  /** `ok`: nothing is wrong, so it waits until it is read. */
  tone?: 'bad' | 'warn' | 'ok'
  children: ReactNode
  /** What to do about it. */
  action?: { label: string; run: () => void }
  /** Without it the alert stays until its cause goes. */
  onDismiss?: () => void
}

/** A banner that assistive technology reads out at once. */
export function Alert({ tone = 'bad', children, action, onDismiss }: Props) {
  const banner = useRef<HTMLDivElement>(null)
  useHomeAfter(banner)
  return (
    <div ref={banner} className={`alert alert-${tone}`}>
      <p role={tone === 'ok' ? 'status' : 'alert'}>{children}</p>
      {action ? <Button onClick={action.run}>{action.label}</Button> : null}
      {onDismiss ? (
        <Button tone="icon" aria-label="Dismiss" title="Dismiss" onClick={onDismiss}>
          <Icon name="cross" />
        </Button>
      ) : null}
    </div>
  )
}
