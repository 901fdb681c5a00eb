import path from 'node:path'

/**
 * Whether a path fits a glob, for the globs that models write.
 *
 * A glob without a slash fits names in every folder, one that ends with a slash
 * fits all below it, and a leading `./` or `/` means the agent's directory.
 * Names that begin with a dot count as any other, unlike in a shell.
 */
export function globTest(glob: string): (name: string) => boolean {
  const bare = glob.replace(/^(?:\.\/|\/)+/, '')
  if (bare === '' || bare === '.') return () => true
  const below = bare.endsWith('/') ? `${bare}**` : bare
  const full = withoutDots(below.includes('/') ? below : `**/${below}`)
  return (name) => path.posix.matchesGlob(withoutDots(name), full)
}

/** Puts another character, one that no name has, where a dot would hide a name from `*`. */
const withoutDots = (text: string) => text.replace(/(^|[/{,(|])\./g, '$1\ue000')
