import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import electronManifest from '../node_modules/electron/package.json' with { type: 'json' }
import { electronProgram } from '../scripts/electron.ts'
import { root } from '../scripts/root.ts'

/**
 * `npm run nodegit`: installs nodegit, compiles it for the program that `npm
 * start` runs, checks in a process of its own that it loads and reads, and only
 * then puts the reader where the app looks for it. `--node` and `--electron`
 * choose the program.
 */
const folder = import.meta.dirname
const compiled = join(folder, 'node_modules', 'nodegit')
const headers = join(folder, 'node_modules', '.headers')
const gyp = join(folder, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js')

const electron = process.argv.includes('--node') ? null : electronProgram()
if (process.argv.includes('--electron') && electron === null) end("Electron is not installed; 'npm start' fetches it.")
const program = electron ? `Electron ${electronManifest.version}` : `Node ${process.versions.node}`

rmSync(join(folder, 'dist'), { recursive: true, force: true })
for (const { name, tool, comesWith } of tools()) {
  if (spawnSync(tool, ['--version'], { stdio: 'ignore' }).status !== 0)
    end(`nodegit is compiled here, which takes ${name}: ${comesWith}`)
}
step('Installing nodegit 0.27.0', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder)
const began = performance.now()
step(
  `Compiling it for ${program}, which takes some five minutes`,
  'node',
  [gyp, 'rebuild', '--jobs=max', ...target()],
  compiled,
)
const minutes = ((performance.now() - began) / 60_000).toFixed(1)
for (const rest of ['obj.target', '.deps', 'obj']) {
  rmSync(join(compiled, 'build', 'Release', rest), { recursive: true, force: true })
}
rmSync(headers, { recursive: true, force: true })

const check = `const { load } = await import('./dist/reader.js')
const found = load()
if ('why' in found) throw new Error(found.why)
const read = await found.reads.refs(${JSON.stringify(root)}, ['HEAD'])
if (!read.ok || read.value[0] === null) throw new Error('it does not read: ' + JSON.stringify(read))`
await build({ configFile: join(folder, 'vite.config.ts'), logLevel: 'error' })
const checked = spawnSync(electron ?? process.execPath, ['--input-type=module', '--eval', check], {
  cwd: folder,
  env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  encoding: 'utf8',
})
if (checked.status !== 0) {
  rmSync(join(folder, 'dist'), { recursive: true, force: true })
  end(`It was compiled, but does not load in ${program}:\n${checked.stderr}\nGit stays the only reader.`)
}
console.log(
  `nodegit was compiled for ${program} in ${minutes} minutes, and loads. The app uses it from its next start on;`,
)
console.log("Settings and /help say who reads. Deleting the folder 'nodegit' takes it away.")

/** What has to be on the machine, each by a program that tells. */
function tools(): { name: string; tool: string; comesWith: string }[] {
  const python = { name: 'Python 3', tool: 'python3', comesWith: 'https://www.python.org' }
  if (process.platform === 'win32') return [{ ...python, tool: 'python' }]
  const all = [python, { name: 'a C++ compiler', tool: 'c++', comesWith: 'g++, or the Xcode command line tools' }]
  if (process.platform !== 'linux') return all
  const debian = 'on Debian, apt-get install libkrb5-dev libssl-dev'
  return [...all, { name: 'the headers of Kerberos and OpenSSL', tool: 'krb5-config', comesWith: debian }]
}

/** For Node, the headers come with its package where there is one; else node-gyp fetches them. */
function target(): string[] {
  if (electron) {
    return [
      '--runtime=electron',
      `--target=${electronManifest.version}`,
      '--dist-url=https://www.electronjs.org/headers',
    ]
  }
  const name = `node-${process.platform}-${process.arch}`
  const args = ['install', '--no-save', '--ignore-scripts', '--prefix', headers, `${name}@${process.versions.node}`]
  const there = process.platform !== 'win32' && spawnSync('npm', args, { stdio: 'ignore' }).status === 0
  return there ? [`--nodedir=${join(headers, 'node_modules', name)}`] : []
}

/** Runs a step, which prints for itself; ends all where it fails. */
function step(what: string, command: string, args: string[], cwd: string): void {
  console.log(`${what} …`)
  // node-gyp takes npm's settings from the environment, over what it is told. nodegit's sources are of 2020: what
  // compilers say of them now helps nobody, and Node's headers ask for C++20.
  const own = Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name))
  const ran = spawnSync(command, args, {
    cwd,
    env: { ...Object.fromEntries(own), CXXFLAGS: '-std=gnu++20 -w', CFLAGS: '-w' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    shell: process.platform === 'win32',
  })
  if (ran.status !== 0) end(`${what} failed:\n${ran.stderr.trim().split('\n').slice(-20).join('\n')}`)
}

function end(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
