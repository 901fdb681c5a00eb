import { gitWith } from '../../main/core/git/git.ts'
import { restoreFiles } from '../../main/core/git/restore-files.ts'

/** A process of its own that restores files, to be killed on the way. Arguments: worktree, snapshot. */
const [path = '', snapshot = ''] = process.argv.slice(2)
const largest = Number.POSITIVE_INFINITY
const restored = await restoreFiles(gitWith(process.env), { path, snapshot, largest, expected: null })
process.exit(restored.ok ? 0 : 1)
