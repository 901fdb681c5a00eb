import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { importsOf, type Target, targetOf } from './imports.ts'
import { root, type Source, sources } from './sources.ts'

/** Who may import what (ARCHITECTURE). The longest folder that fits a file is its layer. */
type Layer = { folder: string; files: string[]; node: boolean; packages: (name: string) => boolean }

/** Programs of the system: the core's alone. */
const native = ['@lydell/node-pty', '@parcel/watcher']
const hostOnly = ['electron', 'electron-store', 'ws', 'sirv', 'conf']
const pageOnly =
  /^(react|react-dom|zustand|virtua|marked|dompurify|highlight\.js|lucide-react|@fontsource.*|@xterm\/.*)$/
const library = (name: string) => !hostOnly.includes(name) && !pageOnly.test(name)
const inPage = (name: string) => !hostOnly.includes(name) && !native.includes(name)

const inHosts = ['main/host/', 'main/core/', 'main/compose.ts', 'preload/protocol/']
const is =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name)

const layers: Layer[] = [
  { folder: 'preload/protocol/', files: ['preload/protocol/'], node: false, packages: is('zod') },
  { folder: 'preload/index.ts', files: ['preload/protocol/'], node: false, packages: is('electron') },
  { folder: 'main/core/', files: ['main/core/', 'preload/protocol/'], node: true, packages: library },
  { folder: 'main/compose.ts', files: ['main/core/', 'preload/protocol/'], node: true, packages: is() },
  {
    folder: 'main/host/',
    files: ['main/host/', 'main/core/', 'preload/protocol/', 'package.json'],
    node: true,
    packages: is('conf', 'zod'),
  },
  {
    folder: 'main/shell/',
    files: ['main/shell/', ...inHosts],
    node: true,
    packages: is('electron', 'electron-store', 'zod'),
  },
  { folder: 'main/index.ts', files: ['main/shell/', ...inHosts], node: true, packages: is('electron') },
  {
    folder: 'main/headless/',
    files: ['main/headless/', ...inHosts],
    node: true,
    packages: is('ws', 'sirv', 'conf', 'zod'),
  },
  { folder: 'renderer/ui/', files: ['renderer/ui/'], node: false, packages: inPage },
  { folder: 'renderer/', files: ['renderer/', 'preload/protocol/'], node: false, packages: inPage },
]

const layered = /^(main|preload|renderer)\/.*\.(ts|tsx)$/
const isConfig = /vite.*\.config\.ts$/

function breaches(files: Source[]): string[] {
  return files.flatMap(({ path, text }) => {
    const layer = layers.find(({ folder }) => path.startsWith(folder))
    if (!layer) return [`${path} is in no layer`]
    return importsOf(text)
      .filter((specifier) => !allowed(layer, targetOf(path, specifier)))
      .map((specifier) => `${path} must not import ${specifier}`)
  })
}

function allowed(layer: Layer, target: Target): boolean {
  if (target.kind === 'file') return layer.files.some((folder) => target.path.startsWith(folder))
  return target.kind === 'node' ? layer.node : layer.packages(target.name)
}

test('every import of main, preload and renderer stays within its layer', () => {
  expect(breaches(sources(layered).filter(({ path }) => !isConfig.test(path)))).toEqual([])
})

test('the core and the protocol are compiled without the types of a browser', () => {
  const files = execFileSync(`${root}node_modules/.bin/tsc`, ['-p', '.', '--listFilesOnly'], {
    cwd: root,
    encoding: 'utf8',
  })
  expect(files).toContain('preload/protocol/contract.ts')
  expect(files.split('\n').filter((file) => /\/lib\.dom\./.test(file))).toEqual([])
})

test('an import that leaves its layer is found, in whatever form it is written', () => {
  const bad: Source[] = [
    { path: 'main/core/a.ts', text: "import { app } from 'electron'" },
    { path: 'main/core/b.ts', text: "import type { Page } from '../../renderer/state/page.ts'" },
    { path: 'main/core/c.ts', text: "const shell = await import('../shell/window.ts')" },
    { path: 'main/headless/d.ts', text: "import {\n  type Window,\n} from '../shell/window.ts'" },
    { path: 'preload/protocol/e.ts', text: "import 'node:fs'" },
    { path: 'renderer/ui/f.tsx', text: "export { contract } from '../../preload/protocol/contract.ts'" },
    { path: 'renderer/agents/g.ts', text: "import { join } from 'node:path'" },
    { path: 'renderer/agents/h.ts', text: "import { open } from '../../main/core/store/open.ts'" },
    { path: 'renderer/terminal/i.ts', text: "const pty = await import('@lydell/node-pty')" },
    { path: 'main/core/j.ts', text: "import { Terminal } from '@xterm/xterm'" },
    { path: 'main/stray.ts', text: '' },
  ]
  expect(breaches(bad)).toHaveLength(bad.length)
  expect(breaches([{ path: 'main/core/ok.ts', text: "import { z } from 'zod'\nimport './a.ts'" }])).toEqual([])
})
