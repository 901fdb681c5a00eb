/** How the rest of the page puts text into the composer: it knows no composer, and the composer knows no rest. */
type Port = {
  insert(text: string): void
  quote(label: string): void
  add(words: string): void
  focus(): void
}

let port: Port | null = null

/** The composer that is on screen. Returns a function that takes it away again. */
export function offerComposer(composer: Port): () => void {
  port = composer
  return () => {
    if (port === composer) port = null
  }
}

/** Puts text into the composer in place of what is typed there, the cursor behind it. Nothing happens without one. */
export const insertText = (text: string) => port?.insert(text)

/** Names a mark in what is being written. Nothing happens without a composer. */
export const quoteText = (label: string) => port?.quote(label)
/** Puts words into what is being written, where the cursor is. Nothing happens without a composer. */
export const addText = (words: string) => port?.add(words)

/** Puts the cursor into the composer. */
export const focusComposer = () => port?.focus()
