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

/**
 * The environment for child processes: without the API key, its base URL and
 * the app's own variables (SPEC section 7), and without git's pointers to a
 * repository, which would outweigh the directory that a child runs in.
 */
export function childEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = Object.entries(environment).filter((pair): pair is [string, string] => {
    const name = pair[0].toUpperCase() // Windows does not tell case apart
    const own = name === 'OPENAI_API_KEY' || name === 'OPENAI_BASE_URL' || name.startsWith('IKIGAI_')
    return pair[1] !== undefined && !own && !gitsOwn.has(name)
  })
  return Object.fromEntries(kept)
}
