import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from '@playwright/test'
import { environmentOf, flagsOf, type HostOptions, root } from './start-host.ts'

const folder = join(root, 'node_modules', 'electron')

/** Electron's program, or null where its package came without it. */
export function electronBinary(): string | null {
  const named = join(folder, 'path.txt')
  if (!existsSync(named)) return null
  const program = join(folder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(program) ? program : null
}

export function launchElectron(options: HostOptions): Promise<ElectronApplication> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return _electron.launch({ args: [...sandbox, '.', ...flagsOf(options)], cwd: root, env: environmentOf(options) })
}
