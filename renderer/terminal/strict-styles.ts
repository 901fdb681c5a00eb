const element = 'adopted-style'

/** Stands in for a `<style>`: what is written into it becomes a sheet of the document for as long as it is in there. */
class AdoptedStyle extends HTMLElement {
  readonly #sheet = new CSSStyleSheet()

  override set textContent(css: string) {
    this.#sheet.replaceSync(css)
  }

  override get textContent(): string {
    return ''
  }

  connectedCallback(): void {
    document.adoptedStyleSheets.push(this.#sheet)
  }

  disconnectedCallback(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet)
  }
}

/**
 * Lets xterm set its styles under `style-src 'self'`.
 *
 * It writes its colours into `<style>` elements, and colours beyond its palette
 * into `style` attributes, and the policy refuses both. The same styles as an
 * adopted sheet and through the CSSOM are allowed. xterm has an option for a
 * document of one's own, but does not use it everywhere, so that it is this
 * document that hands out the stand-ins. Nothing else in the page makes either.
 */
export function allowStrictStyles(): void {
  if (customElements.get(element)) return
  customElements.define(element, AdoptedStyle)
  const create = document.createElement.bind(document)
  // an overloaded function cannot be written as one expression; this one only changes what it hands on
  document.createElement = ((name: string, options?: ElementCreationOptions) =>
    create(name === 'style' ? element : name, options)) as typeof document.createElement
  HTMLSpanElement.prototype.setAttribute = function (name, value) {
    if (name === 'style') this.style.cssText = value
    else Element.prototype.setAttribute.call(this, name, value)
  }
}
