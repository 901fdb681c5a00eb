import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileOf, isOurAddress, pageAddress, servePage } from '../../main/shell/app-page.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let page: string

beforeEach(() => {
  folder = temporaryFolder()
  page = join(folder.path, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '<title>Ikigai</title>')
  writeFileSync(join(page, 'assets', 'a.js'), 'export {}')
  writeFileSync(join(folder.path, 'outside.txt'), 'secret')
})
afterEach(() => folder.remove())

const get = async (url: string, method = 'GET') => servePage(page)(new Request(url, { method }))

test('serves the page with its types, under the same policy as the browser host', async () => {
  const index = await get(pageAddress)
  expect(await index.text()).toBe('<title>Ikigai</title>')
  expect(index.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(index.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self'; .*connect-src 'self'; .*form-action 'none'$/,
  )
  expect((await get('app://ikigai/')).status).toBe(200)
  expect((await get('app://ikigai/assets/a.js?x#y')).headers.get('content-type')).toMatch(/javascript/)
})

test.each([
  'app://ikigai/../outside.txt',
  'app://ikigai/%2e%2e/outside.txt',
  'app://ikigai/..%2foutside.txt',
  'app://ikigai/assets/..%2f..%2foutside.txt',
  'app://ikigai/%00',
  'app://ikigai/%E0%A4%A',
  'app://ikigai/missing.js',
  'app://ikigai/assets',
  'app://other/index.html',
])('serves nothing for %s', async (url) => {
  expect((await get(url)).status).toBe(404)
})

test('only reads', async () => {
  expect((await get(pageAddress, 'POST')).status).toBe(404)
})

test('a folder beside the page whose name begins alike is outside of it', () => {
  expect(fileOf('/app/page', 'app://ikigai/..%2fpage-old%2fx.js')).toBeNull()
  expect(fileOf('/app/page', 'app://ikigai/x.js')).toBe('/app/page/x.js')
})

test('only its own scheme and host are the page', () => {
  const others = ['https://ikigai/', 'app://ikigai.evil/', 'file:///index.html', 'app:ikigai', 'nonsense', '']
  expect(others.filter((address) => isOurAddress(address))).toEqual([])
  expect(isOurAddress(pageAddress)).toBe(true)
})
