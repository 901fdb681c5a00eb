import { randomInt } from 'node:crypto'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Project } from '../project.ts'

const adjectives = `
  Agile Bold Bouncy Brave Bright Calm Cheerful Clever Curious Dapper Eager Fearless Gentle Happy Jolly
  Keen Lively Lucky Merry Mighty Nimble Patient Plucky Quick Quiet Silly Sleepy Sunny Swift Witty Zany
  Zesty
`
  .trim()
  .split(/\s+/)
const muppets = `
  Animal Beaker Bert Bunsen Camilla Cookie Elmo Ernie Floyd Fozzie Gonzo Grover Janice Kermit Link
  Oscar Pepe Piggy Rizzo Robin Rowlf Scooter Statler Sweetums Waldorf Walter Zoot
`
  .trim()
  .split(/\s+/)

/** Words that `/agent` understands as its own verbs. */
const verbs = ['new', 'list', 'rename', 'merge', 'close', 'restore']

/** A name that no open agent has: an adjective and a Muppet, `BouncyGonzo`; with a number once most are taken. */
export function randomName(taken: readonly string[], pick: (below: number) => number = randomInt): string {
  for (let attempt = 1; ; attempt += 1) {
    const adjective = adjectives[pick(adjectives.length)] ?? ''
    const muppet = muppets[pick(muppets.length)] ?? ''
    const name = `${adjective}${muppet}${attempt > 20 ? attempt : ''}`
    if (!isTaken(name, taken)) return name
  }
}

/**
 * Checks a name that a person chose. A name is also a branch and a folder, so
 * it keeps to what both allow (git-check-ref-format(1)).
 */
export function checkName(name: string, taken: readonly string[]): Result<string, FaultOf<'bad-name' | 'name-taken'>> {
  const why = whyBad(name)
  if (why !== null) return fail({ kind: 'bad-name', name, why })
  return isTaken(name, taken) ? fail({ kind: 'name-taken', name }) : ok(name)
}

function whyBad(name: string): string | null {
  if (name.length > 64) return 'it is longer than 64 characters'
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(name))
    return 'use letters, digits, dot, dash and underscore, and begin with a letter or digit'
  if (name.includes('..') || name.endsWith('.') || name.endsWith('.lock')) return 'git does not allow it as a branch'
  return verbs.includes(name.toLowerCase()) ? `/agent ${name} means something else` : null
}

/** Two names that differ in case alone would share a folder on macOS and Windows. */
function isTaken(name: string, taken: readonly string[]): boolean {
  return taken.some((other) => other.toLowerCase() === name.toLowerCase())
}

/**
 * Gives an agent a name that no other open one has, nor one that is on its way
 * at this moment. `wish`: null for a random one. `own`: the agent that may have it.
 */
export async function withName<T, F>(
  { feed, naming }: Pick<Project, 'feed' | 'naming'>,
  { wish, own = null }: { wish: string | null; own?: string | null },
  work: (name: string) => Promise<Result<T, F>>,
): Promise<Result<T, F | FaultOf<'bad-name' | 'name-taken'>>> {
  const others = feed.state().agents.filter(({ id }) => id !== own)
  const taken = [...others.map(({ name }) => name), ...naming]
  const name = wish === null ? ok(randomName(taken)) : checkName(wish, taken)
  if (!name.ok) return name
  naming.add(name.value)
  try {
    return await work(name.value)
  } finally {
    naming.delete(name.value)
  }
}
