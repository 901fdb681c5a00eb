import { Marked, type TokenizerAndRendererExtension, type Tokens } from 'marked'
import { memoryReference } from '../../preload/protocol/memory.ts'
import { escapeHtml, highlight, languageOf } from './highlight.ts'

const plainTags = /^<\/?(br|kbd|sub|sup)\s*\/?>$/i

/** The address when it leads to a web page or a mail, else null: nothing else becomes a link. */
export function safeHref(href: string): string | null {
  const tidy = [...href].filter((sign) => sign > ' ').join('')
  return /^(https?:\/\/|mailto:)/i.test(tidy) ? tidy : null
}

function anchor(href: string, title: string | null | undefined, inner: string): string {
  const safe = safeHref(href)
  if (safe === null) return inner
  const hint = title ? ` title="${escapeHtml(title)}"` : ''
  return `<a href="${escapeHtml(safe)}"${hint} target="_blank" rel="noopener noreferrer">${inner}</a>`
}

/** Text as HTML; what is an entity already stays one, as markdown has it. */
const escapeText = (text: string) =>
  text.replace(/&(?!#\d{1,7};|#[xX][\da-fA-F]{1,6};|\w+;)|[<>"']/g, (sign) => escapeHtml(sign))

const html = ({ text }: { text: string }) => (plainTags.test(text.trim()) ? text : escapeHtml(text))

function codeBlock(text: string, lang: string | undefined): string {
  const name = lang?.trim().split(/[\s,{]/)[0] ?? ''
  const language = name ? languageOf(name) : null
  const code = highlight(text, language)
  return `<div class="md-code"><div class="md-code-bar"><span>${escapeHtml(name || 'text')}</span><button type="button" class="md-copy">Copy</button></div><pre tabindex="0"><code>${code}</code></pre></div>`
}

/** A reference to a memory document, in running text only: code and links stay as they are. */
const memory: TokenizerAndRendererExtension = {
  name: 'memory',
  level: 'inline',
  start: (src) => src.indexOf('#mem-'),
  tokenizer(src, tokens) {
    const before = tokens.at(-1)?.raw.at(-1) ?? ''
    const found = this.lexer.state.inLink ? null : memoryReference.exec(before + src.slice(0, longestReference))
    if (found?.index !== before.length) return undefined
    return { type: 'memory', raw: found[0], name: found[1], leads: false }
  },
  renderer: ({ raw, leads }) =>
    leads ? `<button type="button" class="md-memory">${escapeHtml(raw)}</button>` : escapeHtml(raw),
}

const longestReference = 100

const marked = new Marked({
  gfm: true,
  extensions: [memory],
  renderer: {
    html,
    // marked takes text behind a raw <script> or <pre> for escaped already; here nothing is raw
    text(token: Tokens.Text | Tokens.Escape) {
      return 'tokens' in token && token.tokens ? this.parser.parseInline(token.tokens) : escapeText(token.text)
    },
    code: ({ text, lang }: Tokens.Code) => codeBlock(text, lang),
    image: ({ href, title, text }: Tokens.Image) => anchor(href, title, escapeHtml(text || href)),
    link({ href, title, tokens }: Tokens.Link) {
      return anchor(href, title, this.parser.parseInline(tokens))
    },
    checkbox: ({ checked }: Tokens.Checkbox) =>
      `<span class="md-task" role="img" aria-label="${checked ? 'done' : 'to do'}"></span> `,
    table(token: Tokens.Table) {
      const cell = ({ tokens, align, header }: Tokens.TableCell) => {
        const tag = header ? 'th' : 'td'
        return `<${tag}${align ? ` class="md-${align}"` : ''}>${this.parser.parseInline(tokens)}</${tag}>`
      }
      const row = (cells: Tokens.TableCell[]) => `<tr>${cells.map(cell).join('')}</tr>`
      return `<div class="md-table" tabindex="0"><table><thead>${row(token.header)}</thead><tbody>${token.rows.map(row).join('')}</tbody></table></div>`
    },
  },
})

/**
 * Markdown as HTML.
 *
 * Raw HTML in it is shown as text, images become links (nothing is fetched),
 * and a link leads to http, https or a mail only. References to the memory
 * documents of these names become buttons; who shows it serves them.
 */
export function markdownToHtml(source: string, names: ReadonlySet<string> = none): string {
  const tokens = marked.lexer(source)
  if (names.size > 0) {
    void marked.walkTokens(tokens, (token) => {
      if (token.type === 'memory' && 'name' in token) token.leads = names.has(token.name)
    })
  }
  return marked.parser(tokens)
}

const none: ReadonlySet<string> = new Set()
