/** How the rest of the page puts text into the composer: it knows no composer, and the composer knows no rest. */
type Port = { insert(text: string): void; focus(): void }

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

/** Puts the cursor into the composer. */
export const focusComposer = () => port?.focus()
