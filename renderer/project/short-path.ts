/** A path with the home folder as `~`. The page does not know whose it is, and need not. */
export function shortPath(path: string): string {
  return path.replace(/^(\/(home|Users)\/[^/]+|\/root|[A-Z]:\\Users\\[^\\]+)(?=[/\\]|$)/, '~')
}

/** The folder that a path lies in, shortened. */
export function shortParent(path: string): string {
  return shortPath(path.replace(/[/\\][^/\\]+[/\\]?$/, '')) || '/'
}
