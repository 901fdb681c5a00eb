/** Functions that run in the page: each is handed over by itself, so it holds all that it needs. */

/** What reaches beyond the window or is cut off by it sideways, other than what scrolls by design. */
export function overflowing(): string[] {
  const found: string[] = []
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide in ${clientWidth}`)
  const scrolls = (element: Element | null): boolean => {
    for (let at = element; at; at = at.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX)) return true
    }
    return false
  }
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect()
    if (box.width === 0 || box.height === 0 || getComputedStyle(element).visibility === 'hidden') continue
    const out = box.right > clientWidth + 1 || box.left < -1
    if (out && !scrolls(element.parentElement)) {
      found.push(`${element.tagName.toLowerCase()}.${element.className} from ${box.left} to ${box.right}`)
    }
  }
  return found
}

/** Texts that end in the middle without saying so, and controls of which a part cannot be seen or reached by scrolling. */
export function cutOff(): string[] {
  const found: string[] = []
  const called = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.className} '${(element.textContent ?? '').trim().slice(0, 40)}'`
  const clips = (element: Element) => /hidden|clip/.test(getComputedStyle(element).overflowX)
  const seen = [...document.body.querySelectorAll<HTMLElement>('*')].filter((element) => {
    const { width, height } = element.getBoundingClientRect()
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true })
  })
  for (const element of seen) {
    const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    const cut = says && clips(element) && element.scrollWidth > element.clientWidth + 1
    if (cut && getComputedStyle(element).textOverflow !== 'ellipsis') found.push(`${called(element)} is cut`)
    if (!element.matches('button, input, textarea, select, a[href], [role="tab"]')) continue
    const box = element.getBoundingClientRect()
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX === 'auto' || getComputedStyle(at).overflowX === 'scroll') break
      const around = at.getBoundingClientRect()
      if (clips(at) && (box.right > around.right + 1 || box.left < around.left - 1)) {
        found.push(`${called(element)} sticks out of ${at.tagName.toLowerCase()}.${at.className}`)
      }
    }
  }
  return found
}

/** Controls that nobody could name: no text, no label, no title. */
export function namelessControls(): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'button, a[href], input, textarea, select, summary, [role="button"], [role="tab"], [role="treeitem"], [role="option"], [role="dialog"], dialog[open]',
  )
  const nameOf = (element: HTMLElement): string => {
    const by = (element.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
    const labels = 'labels' in element && element.labels instanceof NodeList ? element.labels : []
    return [
      element.getAttribute('aria-label'),
      ...by,
      ...[...labels].map((label) => label.textContent),
      // what is typed into a field is not its name
      /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) ? '' : element.textContent,
      element.title,
    ].join('')
  }
  return [...controls]
    .filter((element) => nameOf(element).trim() === '')
    .map((element) => element.outerHTML.slice(0, 120))
}

/** What has the focus, and whether that shows: in how it or what it stands in is drawn, with the focus and without. */
export function focusStop(): string | null {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return null
  const drawn = () => {
    const looks: string[] = []
    let at: Element | null = element
    for (let level = 0; at && level < 5; level += 1) {
      const { outline, boxShadow, borderColor, backgroundColor, color } = getComputedStyle(at)
      looks.push(outline, boxShadow, borderColor, backgroundColor, color)
      at = at.parentElement
    }
    return looks.join()
  }
  const focused = drawn()
  element.blur()
  const plain = drawn()
  element.focus()
  const text = element.getAttribute('aria-label') ?? element.textContent ?? ''
  const name = `${element.tagName.toLowerCase()} '${text.trim().slice(0, 30)}'`
  return focused === plain ? `${name} shows nothing` : name
}

/** Texts whose contrast with what is painted behind them is below 4.5:1. Those on pictures are not judged. */
export function paleTexts(): string[] {
  type Colour = [number, number, number, number]
  const canvas = document.createElement('canvas')
  canvas.width = 1
  canvas.height = 1
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const parse = (text: string): Colour => {
    if (!context) return [0, 0, 0, 0]
    context.clearRect(0, 0, 1, 1)
    context.fillStyle = text
    context.fillRect(0, 0, 1, 1)
    const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data
    return [r, g, b, a / 255]
  }
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (index: 0 | 1 | 2) => top[index] * top[3] + below[index] * (1 - top[3])
    return [mix(0), mix(1), mix(2), 1]
  }
  const luminance = ([r, g, b]: Colour) => {
    const part = (value: number) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
  }
  const behind = (element: Element): Colour => {
    const layers: Colour[] = []
    for (let at: Element | null = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor)
      if (colour[3] > 0) layers.push(colour)
      if (colour[3] === 1) break
    }
    return layers.reduceRight<Colour>((below, top) => over(top, below), [255, 255, 255, 1])
  }
  const opacity = (element: Element) => {
    let all = 1
    for (let at: Element | null = element; at; at = at.parentElement) all *= Number(getComputedStyle(at).opacity)
    return all
  }
  const found = new Set<string>()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (!element || text === '' || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      continue
    if (element.closest(':disabled, [aria-disabled="true"], script, style')) continue
    const colour = parse(getComputedStyle(element).color)
    const ground = behind(element)
    const ink = over([colour[0], colour[1], colour[2], colour[3] * opacity(element)], ground)
    const [dark = 0, light = 0] = [luminance(ink), luminance(ground)].toSorted((a, b) => a - b)
    const ratio = (light + 0.05) / (dark + 0.05)
    if (ratio < 4.5)
      found.add(`${ratio.toFixed(2)} '${text.slice(0, 40)}' in ${element.tagName.toLowerCase()}.${element.className}`)
  }
  return [...found]
}
