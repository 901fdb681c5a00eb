import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import './trouble.css'

/** A fault where it happened. Several lines (what a hook printed) are shown whole, as they were printed. */
export function Trouble({ fault }: { fault: Fault }) {
  const text = explain(fault).trimEnd()
  const end = text.indexOf('\n')
  return (
    <div className="trouble" role="alert">
      <p>{end < 0 ? text : text.slice(0, end)}</p>
      {end < 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <pre tabIndex={0}>{text.slice(end + 1)}</pre>
      )}
    </div>
  )
}
