import hljs from 'highlight.js/lib/common'

const longest = 30_000

/** Text as HTML: nothing in it is markup any more. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** The language of a file or a fence by the name that highlighting knows it by; null when it knows none. */
export function languageOf(name: string): string | null {
  const extension = /([\w+#-]+)$/.exec(name.trim().toLowerCase())?.[1] ?? ''
  return hljs.getLanguage(extension) ? extension : null
}

/** Code as HTML with `hljs-` spans. Plain where the language is unknown or the code is too long to be cheap. */
export function highlight(code: string, language: string | null, limit = longest): string {
  if (language === null || code.length > limit) return escapeHtml(code)
  return hljs.highlight(code, { language, ignoreIllegals: true }).value
}
