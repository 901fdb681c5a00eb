import { openReference } from '../memory/deeds.ts'

const thanksMs = 1400

/** Copies text; the button that was pressed says so for a moment. */
export async function copyText(text: string, button: HTMLElement): Promise<void> {
  const copied = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
  const label = button.textContent
  if (label === 'Copied' || label === 'Not copied') return
  button.textContent = copied ? 'Copied' : 'Not copied'
  setTimeout(() => {
    button.textContent = label
  }, thanksMs)
}

/**
 * Serves the buttons below `root` that are plain HTML (copying a block of code, a reference to a memory document), and
 * tells when something is about to be folded. Returns a function that ends it.
 */
export function serveButtons(root: HTMLElement, onFold: () => void): () => void {
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element)) return
    if (target.closest('[aria-expanded], .link')) onFold()
    const reference = target.closest('.md-memory')
    if (reference) openReference(reference.textContent)
    const button = target.closest<HTMLElement>('.md-copy')
    const code = button?.closest('.md-code')?.querySelector('code')
    if (button && code) void copyText(code.textContent, button)
  }
  root.addEventListener('click', onClick, { capture: true })
  return () => root.removeEventListener('click', onClick, { capture: true })
}
