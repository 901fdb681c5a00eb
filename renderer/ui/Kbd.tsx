import './kbd.css'

/** Keys to press, as small caps of the interface. */
export function Kbd({ keys }: { keys: readonly string[] }) {
  return <kbd className="kbd">{keys.join(' ')}</kbd>
}
