const lastsMs = 200

/** A point that runs along the line from where an agent was to where it went back to. Nothing for people who ask for less motion. */
export function travelAlong(tree: Element, x: number, from: number, to: number): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const point = document.createElement('span')
  point.className = 'tree-traveller'
  tree.append(point)
  const at = (y: number) => ({ transform: `translate(${x}px, ${y}px)` })
  void point
    .animate([at(from), at(to)], { duration: lastsMs, easing: 'cubic-bezier(0.4, 0, 0.2, 1)' })
    .finished.finally(() => point.remove())
}
