import { posix } from 'node:path'

/** Everything that a file imports, types included: `./x.ts`, `zod`, `node:fs`. */
export function importsOf(text: string): string[] {
  const statements = /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm
  const bare = /^\s*import\s*['"]([^'"]+)['"]/gm
  const calls = /\b(?:import|require)\(\s*['"]([^'"]+)['"]/g
  return [statements, bare, calls].flatMap((form) => [...text.matchAll(form)].flatMap((match) => match[1] ?? []))
}

/** Where an import leads: a file of the repository, a module of Node, or a package. */
export type Target = { kind: 'file'; path: string } | { kind: 'node'; name: string } | { kind: 'package'; name: string }

export function targetOf(importer: string, specifier: string): Target {
  if (specifier.startsWith('.')) {
    return { kind: 'file', path: posix.join(posix.dirname(importer), specifier.replace(/\?.*$/, '')) }
  }
  if (specifier.startsWith('node:')) return { kind: 'node', name: specifier }
  const parts = specifier.split('/')
  return { kind: 'package', name: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/') }
}
