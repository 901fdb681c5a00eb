import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './root.ts'

/** Builds everything afresh and packs it: `npm run package -- --dir` for a folder, `--linux`, `--mac`, `--win`. */
function run(script: string, args: string[]): number {
  return spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1
}

const built = run(join(root, 'scripts', 'build.ts'), ['--force', 'renderer', 'main', 'preload'])
const builder = join(root, 'node_modules', 'electron-builder', 'cli.js')
process.exit(built || run(builder, ['--publish', 'never', ...process.argv.slice(2)]))
