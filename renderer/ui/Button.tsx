import type { ComponentProps } from 'react'
import './button.css'

type Props = ComponentProps<'button'> & {
  /** `key`: what Enter would do. `quiet`: only its words until it is pointed at. `icon`: a square without words. */
  tone?: 'plain' | 'key' | 'quiet' | 'icon'
}

/** A button. It submits a form only where it is told to. */
export function Button({ tone = 'plain', className = '', type = 'button', ...rest }: Props) {
  return <button {...rest} type={type} className={`button button-${tone} ${className}`} />
}
