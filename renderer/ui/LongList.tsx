import type { ReactNode } from 'react'
import { VList } from 'virtua'

type Props<T> = {
  label: string
  items: readonly T[]
  keyOf: (item: T) => string
  className: string
  children: (item: T) => ReactNode
}

const fewEnough = 60

/** A list that scrolls; when it is long, only what can be seen is drawn. Its class gives it its height. */
export function LongList<T>({ label, items, keyOf, className, children }: Props<T>) {
  if (items.length <= fewEnough)
    return (
      <ul className={className} aria-label={label}>
        {items.map((item) => (
          <li key={keyOf(item)}>{children(item)}</li>
        ))}
      </ul>
    )
  return (
    <div className={className} data-long>
      <VList className="virtual" role="list" aria-label={label} data={items}>
        {(item) => (
          // biome-ignore lint/a11y/useSemanticElements: the list it stands in is drawn of boxes that are no list items
          <div role="listitem" key={keyOf(item)}>
            {children(item)}
          </div>
        )}
      </VList>
    </div>
  )
}
