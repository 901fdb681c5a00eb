/** How a scroller stands: how far it is scrolled, how high its content is, and how high itself. */
export type Standing = { top: number; height: number; room: number }

const near = 24
/** Half pixels are rounded, in every browser in its own way. */
const slack = 2

/**
 * Whether a scroller that was looked at before still follows its end.
 *
 * Only the reader ends the following. A scroller also moves up by itself, when
 * what it holds shrinks and grows again between two looks: that is told apart
 * by the reader's hand (`upward`: a wheel, a key or a finger moved up just
 * now) or by a content that is as high as it was. Whoever comes back down to
 * the end, or to where the end was, is taken along again.
 */
export function follows(followed: boolean, before: Standing, now: Standing, upward: boolean): boolean {
  const left = now.height - now.top - now.room
  const rose = now.top < before.top
  if (upward) return followed && !rose
  if (left <= slack) return true
  // What is drawn on the way down may grow the content: whoever reached the end that was there reached the end.
  const reached = Math.abs(before.height - now.top - now.room) <= slack
  if (now.top > before.top && (left <= near || reached)) return true
  // A scroller that was higher for a moment was moved by that, and not by the reader.
  const calm = now.height === before.height && now.room === before.room
  return followed && !(rose && calm)
}

/** Whether something was added below what was in view. */
export function grewBelow(before: Standing, now: Standing): boolean {
  return now.top === before.top && now.height - now.room > before.height - before.room + slack
}
