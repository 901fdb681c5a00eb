import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import electronManifest from '../node_modules/electron/package.json' with { type: 'json' }
import { electronProgram } from '../scripts/electron.ts'
import { root } from '../scripts/root.ts'

/**
 * `npm run nodegit`: installs nodegit, compiles it for the program that `npm
 * start` runs, and checks in a process of its own that it loads and reads, before
 * it leaves the reader where the app looks for it. What was compiled for that
 * program before is taken as it is. `--node` and `--electron` choose the program.
 */
const folder = import.meta.dirname
const compiled = join(folder, 'node_modules', 'nodegit')
const headers = join(folder, 'node_modules', '.headers')
const gyp = join(folder, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js')
const bundle = join(folder, 'dist')

const electron = process.argv.includes('--node') ? null : electronProgram()
if (process.argv.includes('--electron') && electron === null) end("Electron is not installed; 'npm start' fetches it.")
const program = electron ? `Electron ${electronManifest.version}` : `Node ${process.versions.node}`

await bundleReader()
if (whyNot() === null) say(`nodegit is compiled for ${program} already, and loads.`)
else {
  // nothing of it is found while it is made
  rmSync(bundle, { recursive: true, force: true })
  const minutes = compile()
  await bundleReader()
  const reason = whyNot()
  if (reason !== null) {
    rmSync(bundle, { recursive: true, force: true })
    end(`It was compiled, but does not load in ${program}:\n${reason}\nGit stays the only reader.`)
  }
  say(`nodegit was compiled for ${program} in ${minutes} minutes, and loads.`)
}
say('The app uses it from its next start on; Settings and /help say who reads.')
say("Deleting the folder 'nodegit' takes it away.")

/** The reader in one file, without what said that it had failed. */
function bundleReader() {
  return build({ configFile: join(folder, 'vite.config.ts'), logLevel: 'error' })
}

/** Why the reader does not work in the program, tried in a process of its own; null: it does. */
function whyNot(): string | null {
  const script = `const { load } = await import('./dist/reader.js')
    const found = load()
    if ('why' in found) throw new Error(found.why)
    const read = await found.reads.refs(${JSON.stringify(root)}, ['HEAD'])
    if (!read.ok || read.value[0] === null) throw new Error('it does not read: ' + JSON.stringify(read))`
  const ran = spawnSync(electron ?? process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  })
  return ran.status === 0 ? null : ran.stderr.trim() || `it ended with ${ran.signal ?? ran.status}`
}

/** Installs and compiles it. Answers with the minutes that took. */
function compile(): string {
  for (const { name, tool, comesWith } of tools()) {
    if (spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0) continue
    end(`nodegit is compiled here, which takes ${name}: ${comesWith}.`)
  }
  step('Installing nodegit 0.27.0', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder)
  const began = performance.now()
  const args = [gyp, 'rebuild', '--jobs=max', ...target()]
  step(`Compiling it for ${program}, which takes some five minutes`, 'node', args, compiled)
  rmSync(join(compiled, 'build', 'Release', 'obj.target'), { recursive: true, force: true })
  rmSync(headers, { recursive: true, force: true })
  return ((performance.now() - began) / 60_000).toFixed(1)
}

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
    const from = '--dist-url=https://www.electronjs.org/headers'
    return ['--runtime=electron', `--target=${electronManifest.version}`, from]
  }
  const name = `node-${process.platform}-${process.arch}`
  const args = ['install', '--no-save', '--ignore-scripts', '--prefix', headers, `${name}@${process.versions.node}`]
  const there = process.platform !== 'win32' && spawnSync('npm', args, { stdio: 'ignore' }).status === 0
  return there ? [`--nodedir=${join(headers, 'node_modules', name)}`] : []
}

/** Runs a step; ends all where it fails. */
function step(what: string, command: string, args: string[], cwd: string): void {
  say(`${what} …`)
  // node-gyp takes these settings of npm over what it is told. nodegit's sources are of 2020: what compilers say of them
  // now helps nobody, and Node's headers ask for C++20.
  const own = Object.entries(process.env).filter(
    ([name]) => !/^npm_config_(nodedir|target|runtime|disturl)$/i.test(name),
  )
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

function say(line: string): void {
  console.log(line)
}

function end(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
