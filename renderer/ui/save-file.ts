const keptMs = 60_000

/** Hands a text out as a file, to where the browser or the person puts it. */
export function saveFile({ name, text }: { name: string; text: string }, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads it after the click is over.
  setTimeout(() => URL.revokeObjectURL(address), keptMs)
}
