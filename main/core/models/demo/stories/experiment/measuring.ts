import { command, succeeded } from '../../play.ts'
import type { Done } from '../../scene.ts'

/** A program that is run and not kept; it prints what it measured as `name: number`. */
const measuring = (program: string) => command(`node --expose-gc -e '\n${program.trim()}\n'`)

/** What is the same in all of them. Sentences for a shell: no single quote may be in it. */
const begin = `const users = 1e5
const names = ["read", "write", "share", "invite"]
const heap = () => (gc(), process.memoryUsage().heapUsed)
const asked = Array.from({ length: users }, (_, n) => "user-" + ((n * 7919) % users))
const print = (name, value) => console.log(name + ": " + Math.round(value))
const before = heap()`

export const hashTable = measuring(`${begin}
const table = new Map()
for (let n = 0; n < users; n += 1) table.set("user-" + n, new Set(names.slice(0, 1 + (n % 4))))
print("bytes per user", (heap() - before) / users)
const began = performance.now()
for (const user of asked) table.get(user).has("write")
print("nanoseconds per lookup", ((performance.now() - began) / users) * 1e6)`)

export const searchTree = measuring(`${begin}
const root = { key: asked[0], bits: 1, left: null, right: null }
const find = (key) => {
  let at = root
  for (;;) {
    const next = key === at.key ? null : key < at.key ? at.left : at.right
    if (next === null) return at
    at = next
  }
}
for (const key of asked.slice(1)) {
  const at = find(key)
  at[key < at.key ? "left" : "right"] = { key, bits: key.length, left: null, right: null }
}
print("bytes per user", (heap() - before) / users)
const began = performance.now()
for (const user of asked) find(user).bits & 2
print("nanoseconds per lookup", ((performance.now() - began) / users) * 1e6)`)

/**
 * Nine of ten requests come from one user of a hundred. The cache is small beside what a program takes by itself and gives
 * back meanwhile, so that it is weighed by what goes with it.
 */
export const hybrid = measuring(`${begin}
const hot = new Map()
let [hits, seed] = [0, 1]
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647
const may = (user) => {
  const known = hot.get(user)
  hits += known ? 1 : 0
  hot.delete(user)
  hot.set(user, known ?? new Set(names))
  if (hot.size > 1000) hot.delete(hot.keys().next().value)
}
for (let n = 0; n < users; n += 1) may("user-" + Math.floor(random() * (random() < 0.9 ? users / 100 : users)))
print("hits of 100", (hits / users) * 100)
const keys = [...hot.keys()]
const began = performance.now()
for (let n = 0; n < users; n += 1) hot.get(keys[n % 1000]).has("write")
print("nanoseconds per lookup", ((performance.now() - began) / users) * 1e6)
const full = heap()
hot.clear()
print("bytes in all", full - heap())`)

/** A number that a program printed; null where it did not run. */
export function measured(done: Done | undefined, name: string): number | null {
  const number = succeeded(done) ? new RegExp(`^${name}: (\\d+)$`, 'm').exec(done.result)?.[1] : undefined
  return number === undefined ? null : Number(number)
}

/** `301 bytes`, `30 MB`. */
export function bytes(count: number): string {
  if (count < 1000) return `${Math.round(count)} bytes`
  return count < 1e6 ? `${Math.round(count / 1e3)} KB` : `${Math.round(count / 1e6)} MB`
}
