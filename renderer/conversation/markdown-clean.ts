import DOMPurify from 'dompurify'
import { markdownToHtml } from './markdown-renderer.ts'

const tags =
  'a blockquote br button code del div em h1 h2 h3 h4 h5 h6 hr kbd li ol p pre span strong sub sup table tbody td th thead tr ul'
const plainAttributes = ['aria-label', 'class', 'rel', 'role', 'start', 'tabindex', 'target', 'title', 'type']

/** Markdown as HTML that is safe to put into the page: what the renderer writes, checked by a second, independent wall. */
export function cleanHtml(source: string, names: ReadonlySet<string>): string {
  return DOMPurify.sanitize(markdownToHtml(source, names), {
    ALLOWED_TAGS: tags.split(' '),
    ALLOWED_ATTR: ['href', ...plainAttributes],
    ALLOWED_URI_REGEXP: /^(https?:|mailto:)/i,
    // The rule for addresses is meant for addresses: without this it would take the other attributes away.
    ADD_URI_SAFE_ATTR: plainAttributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  })
}
