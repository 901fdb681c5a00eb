import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markdownToHtml, safeHref } from '../../renderer/conversation/markdown-renderer.ts'

const written = /<\/?([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*\/?>/g
const allowed = new Set(
  'a blockquote br button code del div em h1 h2 h3 h4 h5 h6 hr kbd li ol p pre span strong sub sup table tbody td th thead tr ul'.split(
    ' ',
  ),
)

/** Every well-formed tag of the HTML, with its attributes. */
function tagsOf(html: string) {
  return [...html.matchAll(written)].map(([, name = '', attributes = '']) => ({ name, attributes }))
}

const attacks = [
  '<script>alert(1)</script>',
  'a <img src=x onerror=alert(1)> b',
  '<svg onload=alert(1)><circle/></svg>',
  '<style>*{display:none}</style>',
  '<iframe src="https://example.com"></iframe>',
  '<form action="https://example.com"><input name=q></form>',
  '[x](javascript:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:x)',
  '![x](https://example.com/pixel.png)',
  '![x"onerror="alert(1)](https://example.com/p.png)',
  '<a href="javascript:alert(1)">x</a>',
  '[x](https://example.com "t\\" onclick=\\"alert(1)")',
  '```"><script>alert(1)</script>\ncode\n```',
  '`<script>`',
  '<br onclick="alert(1)">',
  '| <script> | b |\n| - | - |\n| <img onerror=x> | 2 |',
  '<details open ontoggle=alert(1)>',
  '<!-- --!><script>alert(1)</script> -->',
]

function expectHarmless(html: string) {
  expect(html.replace(written, '')).not.toContain('<')
  for (const { name, attributes } of tagsOf(html)) {
    expect(allowed).toContain(name)
    expect(attributes.replace(/"[^"]*"/g, '')).not.toMatch(/\s(on[a-z]+|style|src|action|formaction)=/)
    const href = /href="([^"]*)"/.exec(attributes)?.[1]
    if (href !== undefined) expect(href).toMatch(/^(https?:|mailto:)/i)
  }
}

test.each(attacks)('shows %j without a tag, handler or address that acts', (source) => {
  expectHarmless(markdownToHtml(source))
})

test('no mixture of attacks and markdown brings forth a tag that acts', () => {
  const piece = fc.oneof(
    fc.constantFrom(...attacks),
    fc.constantFrom('\n', '\n\n', '- ', '> ', '`', '**', '[', '](', '#mem-1', '#mem-a/b'),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) =>
      expectHarmless(markdownToHtml(pieces.join(''), new Set(['1', 'a/b']))),
    ),
  )
})

test('text behind a raw tag is text', () => {
  expectHarmless(markdownToHtml('``<script>`<img src=x onerror=y>'))
  expect(markdownToHtml('<script>`<')).not.toMatch(/<(?!\/?p>)/)
  expect(markdownToHtml('a &amp; b & c \\< d')).toBe('<p>a &amp; b &#38; c &#60; d</p>\n')
})

test('raw HTML is shown as it was written', () => {
  expect(markdownToHtml('a Promise<void> b')).toBe('<p>a Promise&#60;void&#62; b</p>\n')
})

test('an image becomes a link, so that nothing is fetched', () => {
  expect(markdownToHtml('![logo](https://example.com/a.png)')).toBe(
    '<p><a href="https://example.com/a.png" target="_blank" rel="noopener noreferrer">logo</a></p>\n',
  )
})

test('links lead to web pages and mails only', () => {
  const hrefs = [
    'https://a.b/?q=1',
    'HTTP://a.b',
    'mailto:a@b.c',
    'javascript:x',
    ' java\tscript:x',
    '//a.b',
    '/etc/passwd',
    'file:///etc/passwd',
  ]
  expect(hrefs.map(safeHref)).toEqual(['https://a.b/?q=1', 'HTTP://a.b', 'mailto:a@b.c', null, null, null, null, null])
})

test('references to documents that are there become buttons, in running text only', () => {
  const names = new Set(['188', 'websocket/research'])
  const button = (text: string) => `<button type="button" class="md-memory">${text}</button>`
  expect(markdownToHtml('#mem-188, **#mem-websocket/research**.', names)).toBe(
    `<p>${button('#mem-188')}, <strong>${button('#mem-websocket/research')}</strong>.</p>\n`,
  )
  for (const other of [
    '#mem-9',
    '`#mem-188`',
    '```\n#mem-188\n```',
    'x#mem-188',
    '#mem-1880',
    '#mem-188/more',
    '[#mem-188](https://a.b)',
    'https://a.b/#mem-188',
    '\\#mem-188',
  ])
    expect(markdownToHtml(other, names), other).not.toContain('md-memory')
  expect(markdownToHtml('#mem-188')).toBe('<p>#mem-188</p>\n')
})

test('code keeps its language and gets a button to copy it', () => {
  const html = markdownToHtml('```ts\nconst a = 1\n```')
  expect(html).toContain('<span>ts</span><button type="button" class="md-copy">Copy</button>')
  expect(html).toContain('<span class="hljs-keyword">const</span>')
})
