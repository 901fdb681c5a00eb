/** Takes secrets out of text that is about to be written down. */
export type Redactor = { add(secret: string): void; redact(text: string): string }

/** Shapes of keys that may turn up without having been given to us, as in a server's error text. */
const shapes = [/\b(?:sk|rk|pk)-[\w-]{8,}/g, /\b(Bearer\s+)[\w.~+/=-]{8,}/gi]

/** Leaves out the secrets it was told of, and whatever has the shape of one. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const known = new Set(secrets.filter((secret) => secret !== ''))
  return {
    add(secret) {
      if (secret !== '') known.add(secret)
    },
    redact(text) {
      let clean = text
      for (const secret of known) clean = clean.replaceAll(secret, '[secret]')
      for (const shape of shapes) clean = clean.replace(shape, '[secret]')
      return clean
    },
  }
}
