import fc from 'fast-check'

/** A file as a tree holds it. */
export type Entry = { mode: '100644' | '100755' | '120000' | '160000'; content: string }
type Tree = ReadonlyMap<string, Entry>

type Step = {
  path: string
  action: 'line' | 'whole' | 'delete' | 'rename' | 'mode' | 'link' | 'binary' | 'submodule' | 'nothing'
  number: number
  to: string
}
type Work = { steps: Step[]; message: string; pulls: boolean }
export type History = { base: Step[]; target: Work[]; source: Work[] }

export const paths = ['a.txt', 'dir/b.txt', 'two words', 'ünïcode/ß', 'line\nend', 'dir/deep/c', 'dir', '-x', 'quote"d']

const path = fc.constantFrom(...paths)
const step: fc.Arbitrary<Step> = fc.record({
  path,
  action: fc.oneof(
    { weight: 8, arbitrary: fc.constant('line' as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom('whole', 'delete', 'rename', 'mode', 'link', 'binary', 'submodule', 'nothing'),
    },
  ),
  number: fc.nat({ max: 9 }),
  to: path,
})
const message = fc.constantFrom('Plain\n', 'No line end', 'Ünï\n\nBody\n\n\n# not a comment\n', ' lead\n', '')
const work = (pulls: fc.Arbitrary<boolean>): fc.Arbitrary<Work[]> =>
  fc.array(fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 2 }), message, pulls }), { maxLength: 3 })

/** Two branches from one commit; the source may have merged the target on its way, and the other way round. */
export const history: fc.Arbitrary<History> = fc.record({
  base: fc.array(step, { maxLength: 4 }),
  target: work(fc.constantFrom(false, false, false, true)),
  source: work(fc.constantFrom(false, false, false, true)),
})

const lines = (mark: string) => Array.from({ length: 10 }, (_, at) => `${mark} ${at}\n`)

const firstTree: Tree = new Map(
  paths
    .filter((name) => name !== 'dir')
    .slice(0, 6)
    .map((name) => [name, { mode: '100644', content: lines(name.slice(0, 1)).join('') }]),
)

function grown(tree: Tree, { path: at, action, number, to }: Step, mark: string): Tree {
  const next = new Map(tree)
  const entry = next.get(at)
  const put = (name: string, value: Entry) => {
    for (const other of next.keys())
      if (other.startsWith(`${name}/`) || name.startsWith(`${other}/`)) next.delete(other)
    next.set(name, value)
  }
  const text = entry?.mode === '100644' || entry?.mode === '100755' ? entry.content.split(/(?<=\n)/) : lines(mark)
  if (action === 'line') put(at, { mode: '100644', content: text.with(number % text.length, `${mark}\n`).join('') })
  if (action === 'whole') put(at, { mode: '100644', content: lines(mark).join('') })
  if (action === 'binary') put(at, { mode: '100644', content: `\0${mark}` })
  if (action === 'link') put(at, { mode: '120000', content: to })
  if (action === 'submodule') put(at, { mode: '160000', content: `${number}`.repeat(40).replace(/0/g, 'a') })
  if (action === 'mode' && entry) put(at, { mode: '100755', content: text.join('') })
  if (action === 'delete') next.delete(at)
  if (action === 'rename' && entry && at !== to) {
    next.delete(at)
    put(to, entry)
  }
  return next
}

/** The history as `git fast-import` reads it, with branches `target`, `source` and `start`. */
export function importStream({ base, target, source }: History): string {
  const out: string[] = []
  let mark = 0
  const commit = (branch: string, tree: Tree, parents: number[], text: string) => {
    mark += 1
    const who = `Gräce <grace@example.org> ${1600000000 + mark * 60} -0330`
    out.push(`commit refs/heads/${branch}\nmark :${mark}\nauthor ${who}\ncommitter ${who}\n${data(text)}`)
    out.push(...parents.map((parent, at) => `${at === 0 ? 'from' : 'merge'} :${parent}\n`))
    out.push('deleteall\n', ...[...tree].map(([name, entry]) => fileLine(name, entry)), '\n')
    return mark
  }
  const rooted = base.reduce((tree, one, at) => grown(tree, one, `base${at}`), firstTree)
  const root = commit('start', rooted, [], 'Start\n')
  const ends = { target: { tree: rooted, id: root }, source: { tree: rooted, id: root } }
  for (let at = 0; at < 3; at++) {
    for (const side of ['target', 'source'] as const) {
      const job = { target, source }[side][at]
      if (!job) continue
      const [end, other] = [ends[side], ends[side === 'target' ? 'source' : 'target']]
      // both sides may well make the same change
      const tree = job.steps.reduce(
        (before, one) => grown(before, one, one.number < 3 ? 'same' : `${side}${at}`),
        end.tree,
      )
      const merged = job.pulls && other.id !== end.id ? [other.id] : []
      ends[side] = { tree, id: commit(side, tree, [end.id, ...merged], job.message) }
    }
  }
  for (const side of ['target', 'source'] as const) {
    out.push(`reset refs/heads/${side}\nfrom :${ends[side].id}\n\n`)
  }
  return out.join('')
}

const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`

function fileLine(name: string, { mode, content }: Entry): string {
  const quoted = `"${name.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`
  return mode === '160000' ? `M ${mode} ${content} ${quoted}\n` : `M ${mode} inline ${quoted}\n${data(content)}`
}
