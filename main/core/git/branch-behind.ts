import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** As deep as git itself goes (refs.c, SYMREF_MAXDEPTH). */
const deepest = 5

/**
 * The branch that is meant by a branch's name: itself, or another one that the
 * name stands for (git-symbolic-ref(1)), as `master` may for `main`. That one
 * moves, and is what git says is checked out.
 *
 * `common`: the folder that all worktrees share. Reads files only.
 */
export async function branchBehind(common: string, name: string): Promise<string> {
  let branch = name
  for (let depth = 0; depth < deepest; depth += 1) {
    const content = await readFile(join(common, 'refs', 'heads', branch), 'utf8').catch(() => '')
    const next = /^ref: refs\/heads\/(.+)$/m.exec(content)?.[1]
    if (next === undefined) return branch
    branch = next
  }
  return branch
}
