import { delimiter } from 'node:path'

/** What names another repository to git: set where the app was itself started by git, from a hook or an alias. */
const gitsOwn = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
])

/** What npm, pnpm and yarn tell the script that they run: `npm_config_registry` and the like may be the user's own, and stay. */
const runnersOwn =
  /^(?:npm_(?!config_)\w+|npm_config_(?:(?:local|global)_prefix|prefix|user_agent|npm_version)|INIT_CWD)$/

/** What they put before the user's own folders in PATH. */
const runnersFolder = /[\\/](?:node_modules[\\/]\.bin|node-gyp-bin)[\\/]?$/

/**
 * The environment for child processes: without the API key, its base URL and
 * the app's own variables (SPEC section 7), and without git's pointers to a
 * repository, which would outweigh the directory that a child runs in.
 *
 * Where `npm start` started the app, also as it was before that: else `node`,
 * `tsc` or `vitest` of an agent, and of a hook, would be those of the app.
 */
export function childEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const byRunner = environment['npm_lifecycle_event'] !== undefined
  const kept = Object.entries(environment).flatMap(([key, value]): [string, string][] => {
    const name = key.toUpperCase() // Windows does not tell case apart
    const own = name === 'OPENAI_API_KEY' || name === 'OPENAI_BASE_URL' || name.startsWith('IKIGAI_')
    if (value === undefined || own || gitsOwn.has(name)) return []
    if (!byRunner) return [[key, value]]
    if (runnersOwn.test(key)) return []
    return [[key, name === 'PATH' ? usersPath(value) : value]]
  })
  return Object.fromEntries(kept)
}

/** Only what comes first is the runner's: the user's own PATH may have such a folder further behind. */
function usersPath(path: string): string {
  const folders = path.split(delimiter)
  const first = folders.findIndex((folder) => !runnersFolder.test(folder))
  return folders.slice(Math.max(first, 0)).join(delimiter)
}
