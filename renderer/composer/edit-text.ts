const undoable = 20_000

/**
 * Puts text in place of a stretch of a text box, the cursor behind it, as if it were typed.
 *
 * The box's own undo can take it back, which setting `value` would destroy.
 * False when it was not done: something else holds the focus, or the text is so
 * long that editing it this way would keep the reader waiting.
 */
export function editText(box: HTMLTextAreaElement, from: number, to: number, text: string): boolean {
  if (to - from > undoable || text.length > undoable) return false
  box.focus()
  if (document.activeElement !== box) return false
  if (from === to && text === '') return true
  box.setSelectionRange(from, to)
  // Deprecated, and still the only way to edit that keeps undo.
  return text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)
}

/** Words as they are put between what stands before and behind them: with a space where there is none. */
export function spaced(before: string, words: string, behind: string): string {
  return `${/(^|\s)$/.test(before) ? '' : ' '}${words}${/^\s/.test(behind) ? '' : ' '}`
}

/** Whether the cursor stands in the first (`-1`) or last (`1`) line, with nothing selected. */
export function atEdge(box: HTMLTextAreaElement, side: -1 | 1): boolean {
  const { selectionStart, selectionEnd, value } = box
  if (selectionStart !== selectionEnd) return false
  return side === -1 ? !value.slice(0, selectionStart).includes('\n') : !value.slice(selectionEnd).includes('\n')
}
