import { found, kept, readMark, remember } from '../../memory.ts'
import { next, playSteps, type Step } from '../../play.ts'
import type { Done } from '../../scene.ts'
import { asks, type Story } from '../../story.ts'
import { approachesTried } from './approaches.ts'

/** 'Experimental Approaches with Mark/Rewind': what was said under three marks, two of them on paths that were left. */
export const compare: Story = {
  fits: (scene) => asks(scene, /\bmemory doc\b.*\bcomparing\b.*\bapproaches\b/),
  play: (scene) => playSteps(scene, steps),
}

const steps: Step[] = [
  () => ({
    text: 'I read what was said under each mark, also on the paths that we left.',
    calls: approachesTried.map(({ mark }) => readMark(mark)),
  }),
  (done) => {
    if (foundIn(done).length === 0) return { text: noMarks }
    const document = { title: 'Permission lookup: three approaches', alias: 'permission-cache/comparison' }
    return { text: 'That is enough to compare them.', calls: [remember({ ...document, content: contentOf(done) })] }
  },
  (done) => ({ text: report(done) }),
]

const noMarks = `I find none of the marks ${approachesTried.map(({ mark }) => `\`${mark}\``).join(', ')}. Try the approaches first, and mark each.`

type Found = { title: string; mark: string; lines: string[] }

/** The approaches whose marks are there, each with the figures that were said under it. */
function foundIn(done: readonly Done[]): Found[] {
  return approachesTried.flatMap(({ title, mark }) => {
    const text = found(done.find(({ name, arguments: args }) => name === 'read_mark' && args['label'] === mark))
    return text === null ? [] : [{ title, mark, lines: figures(text) }]
  })
}

/** The last of each, since a path may hold what was tried before. */
function figures(text: string): string[] {
  const last = new Map<string, string>()
  for (const [line, name = ''] of text.matchAll(/\b(Lookup|Memory|For 100,000 users|Cache hit rate): [^\n]+/g))
    last.set(name, line)
  return [...last.values()]
}

const missingIn = (done: readonly Done[]) => {
  const there = foundIn(done).map(({ mark }) => mark)
  return approachesTried.filter(({ mark }) => !there.includes(mark)).map(({ mark }) => `\`${mark}\``)
}

const recommendation = (done: readonly Done[]) =>
  foundIn(done).some(({ mark }) => mark === 'hybrid-approach')
    ? 'Hybrid approach: its memory stays the same however many users come, and most lookups never leave it'
    : 'none yet: the hybrid approach was not tried'

function contentOf(done: readonly Done[]): string {
  const sections = foundIn(done).map(({ title, mark, lines }) => {
    const said = lines.length > 0 ? lines : ['No figures were said under this mark.']
    return `## ${title}\n\nFrom the mark ${mark}.\n\n${said.map((line) => `- ${line}`).join('\n')}`
  })
  return `# Permission lookup: three approaches\n\n${sections.join('\n\n')}\n\n## Recommendation\n\n${recommendation(done)}.\n`
}

function report(done: readonly Done[]): string {
  const rows = foundIn(done).map(
    ({ title, lines }, index) => `${index + 1}. **${title}**: ${lines.join('; ') || 'no figures'}`,
  )
  const missing = missingIn(done)
  const gap = missing.length > 0 ? `\n\nNot found: ${missing.join(', ')}.` : ''
  const head = kept(done.find(({ name }) => name === 'memory_write'))
  return `${head}\n\nSummary:\n\n${rows.join('\n')}${gap}\n\nRecommendation: ${recommendation(done)}.${next('`/rewind hybrid-approach`, then `Implement this with full tests and documentation`')}`
}
