import type { Found, FoundPiece } from '../../../preload/protocol/search.ts'
import type { Project } from '../project.ts'
import {
  type DocumentRow,
  findDocuments,
  findSaid,
  piecesOf,
  queryOf,
  readClosedHeads,
  type SaidRow,
} from '../store/search.ts'
import { folded } from '../store/text.ts'

const most = 50
const mostCommits = 20

/**
 * Everything of the project in which all the words are found: what was said
 * and printed in open and closed agents, on whichever path, marks, memory
 * documents and the messages of commits. Best first, kind by kind.
 */
export async function search(project: Project, text: string): Promise<Found[]> {
  const query = queryOf(text)
  if (query === null) return []
  const { database, info } = project
  // quotes are left out, as the index leaves them out; a NUL would end an argument of git
  const words = text
    .split(/[\s\0]+/)
    .map((word) => word.replace(/^["']+|["']+$/g, ''))
    .filter(Boolean)
  const [documents, said, commits] = await Promise.all([
    findDocuments(database, info.id, query, most),
    findSaid(database, info.id, query, most),
    findCommits(project, words),
  ])
  const named = findNamed(project, words)
  const inside = documents.filter(({ number }) => !named.some((one) => one.number === number))
  return [...named, ...inside.map(fromDocument), ...said.map(fromSaid), ...commits]
}

/** Documents by what they are referred to by, with or without `#mem-`: any part of an alias, a whole number. */
function findNamed(project: Project, words: readonly string[]): Extract<Found, { kind: 'memory' }>[] {
  const names = words.map((word) => folded(word).replace(/^#?mem-/, '')).filter(Boolean)
  if (names.length === 0) return []
  return project.feed
    .state()
    .memory.filter(({ number, alias }) =>
      names.every((name) => name === String(number) || (alias !== null && folded(alias).includes(name))),
    )
    .slice(0, most)
    .map(({ number, alias, version, title, at }) => {
      return { kind: 'memory', number, version, title, at, pieces: hits(alias ?? String(number), names) }
    })
}

function fromDocument({ snippet, ...row }: DocumentRow): Found {
  return { kind: 'memory', ...row, pieces: piecesOf(snippet) }
}

function fromSaid(row: SaidRow): Found {
  const by =
    row.kind === 'tool_result' ? 'tool' : row.kind === 'mark' ? 'mark' : row.kind === 'user' ? 'user' : 'assistant'
  return {
    kind: 'said',
    entryId: row.id,
    agentId: row.agent_id,
    agent: row.name,
    closed: row.closed_at !== null,
    by,
    at: row.created_at,
    pieces: piecesOf(row.snippet),
  }
}

/** Commits of all branches, of what is checked out without one, and of the branches that closed agents had. */
async function findCommits({ git, info, database }: Project, words: readonly string[]): Promise<Found[]> {
  const wanted = words.map((word) => `--grep=${word}`)
  const format = '--format=%H%x00%an%x00%at%x00%s%x00%b'
  const plain = ['-z', '--no-color', '--no-show-signature', '--encoding=UTF-8', '-i', '--fixed-strings', '--all-match']
  const from = ['--ignore-missing', '--branches', 'HEAD', ...(await readClosedHeads(database, info.id))]
  const run = await git(info.path, ['log', `--max-count=${mostCommits}`, format, ...plain, ...wanted, ...from, '--'])
  if (run.exit !== 0) return []
  const fields = run.stdout.split('\0')
  return Array.from({ length: Math.floor(fields.length / 5) }, (_, at): Found => {
    const [id = '', author = '', seconds = '', subject = '', body = ''] = fields.slice(at * 5)
    const behind = lineBehind(subject, body, words)
    const pieces = behind === null ? [] : [{ text: ' … ', hit: false }, ...hits(behind, words)]
    return { kind: 'commit', id, author, at: Number(seconds) * 1000, pieces: [...hits(subject, words), ...pieces] }
  })
}

/** Of a commit that is found by more than its subject, the words around the first that stands in none but its body. */
function lineBehind(subject: string, body: string, words: readonly string[]): string | null {
  const missing = words.map(folded).find((word) => !folded(subject).includes(word))
  if (missing === undefined) return null
  const line = body.split('\n').find((one) => folded(one).includes(missing))
  return line?.slice(Math.max(0, folded(line).indexOf(missing) - around)).slice(0, 2 * around) ?? null
}

/** Characters before and behind a word that is found. */
const around = 60

/** A text with the words told apart, in any case. */
function hits(text: string, words: readonly string[]): FoundPiece[] {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  return text
    .split(new RegExp(`(${escaped})`, 'i'))
    .map((part, index) => ({ text: part, hit: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
