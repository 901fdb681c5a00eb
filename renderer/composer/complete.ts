import { type MemoryDocument, referenceTo } from '../../preload/protocol/memory.ts'
import type { CommandInfo } from '../../preload/protocol/state.ts'
import { documentNamed } from '../memory/find.ts'
import { type Piece, rank } from '../ui/rank.ts'

/** What is being typed at the cursor, as far as it can be completed; `from` and `to` are what a choice replaces. */
export type Typing = { kind: 'command' | 'file' | 'memory'; from: number; to: number; typed: string }

/** One offer: `insert` takes the place of what was typed. */
export type Offer = { id: string; insert: string; pieces: Piece[]; note: string }

/** What completions draw on. */
export type Known = {
  commands: readonly CommandInfo[]
  agents: readonly string[]
  closed: readonly string[]
  memory: readonly MemoryDocument[]
}

const atMost = 40

/** What can be completed at the cursor. Commands stand at the start of the text or after `&&`; files follow an `@`, memory documents a `#`. */
export function typingAt(text: string, cursor: number): Typing | null {
  const before = text.slice(0, cursor)
  const file = /(?:^|\s)@([^\s@]*)$/.exec(before)
  if (file?.[1] !== undefined) return { kind: 'file', from: cursor - file[1].length - 1, to: cursor, typed: file[1] }
  const memory = /(?<![\w/#-])#([\w/-]*)$/.exec(before)
  if (memory?.[1] !== undefined)
    return { kind: 'memory', from: cursor - memory[0].length, to: cursor, typed: memory[1] }
  if (!text.startsWith('/')) return null
  const part = before.split('&&').at(-1)?.trimStart() ?? ''
  if (!part.startsWith('/') || part.includes('\n')) return null
  return { kind: 'command', from: cursor - part.length, to: cursor, typed: part }
}

/** Commands, agents and flags that fit, best first. What is typed in full and has no more to it is not offered. */
export function offersFor(typed: string, known: Known): Offer[] {
  return [...flags(typed, known), ...names(typed, known), ...documents(typed, known), ...commands(typed, known)].slice(
    0,
    atMost,
  )
}

/** Files as the host ranked them, with what was typed marked. */
export function fileOffers(paths: readonly string[], typed: string): Offer[] {
  return paths.map((path) => {
    const pieces = rank([{ id: path, label: path }], typed, path)[0]?.pieces ?? [{ text: path, hit: false }]
    return { id: path, insert: `@${path} `, pieces, note: '' }
  })
}

/** Memory documents by number, alias and title, with what was typed behind the `#` marked. */
export function memoryOffers(memory: readonly MemoryDocument[], typed: string): Offer[] {
  const query = 'mem-'.startsWith(typed) ? '' : typed.replace(/^mem-/, '')
  return ranked(memory, query).map(({ choice, pieces }) => ({
    id: choice.id,
    insert: `${referenceTo(choice.document)} `,
    pieces: [{ text: '#mem-', hit: false }, ...pieces],
    note: choice.document.title,
  }))
}

function documents(typed: string, { memory }: Known): Offer[] {
  const [, head, name] = /^(\/memory (?:show|merge|delete|alias)) (\S*)$/.exec(typed) ?? []
  if (head === undefined || name === undefined) return []
  const end = head.endsWith('alias') ? ' ' : ''
  return ranked(memory, name).map(({ choice, pieces }) => ({
    id: `memory ${choice.id}`,
    insert: `${head} ${choice.document.alias ?? choice.id}${end}`,
    pieces,
    note: choice.document.title,
  }))
}

const ranked = (memory: readonly MemoryDocument[], query: string) =>
  rank(
    memory.map((document) => ({
      document,
      id: String(document.number),
      label: document.alias === null ? String(document.number) : `${document.number} ${document.alias}`,
      also: document.title,
    })),
    query,
    documentNamed(memory, query)?.number.toString() ?? null,
  ).slice(0, atMost)

function commands(typed: string, { commands: all }: Known): Offer[] {
  const asked = typed.slice(1)
  const fitting = /\s$/.test(asked) ? all.filter(({ name }) => name.startsWith(asked)) : all
  const query = /\s$/.test(asked) ? '' : asked
  return rank(
    fitting.map((command) => ({ ...command, id: command.name, label: command.name })),
    query,
    null,
  )
    .filter(({ choice }) => choice.name.startsWith(asked) || asked.split(' ').length === 1 || query === '')
    .map(({ choice, pieces }) => {
      const rest = choice.usage.replace(/^\//, '').slice(choice.name.length)
      return {
        id: `/${choice.name}`,
        insert: `/${choice.name}${rest.trim() === '' ? '' : ' '}`,
        pieces: [{ text: '/', hit: false }, ...pieces, { text: rest, hit: false }],
        note: choice.summary,
      }
    })
}

function names(typed: string, { agents, closed }: Known): Offer[] {
  const [, head, name] = /^(\/agent|\/agent merge|\/agent restore|\/send) (\S*)$/.exec(typed) ?? []
  if (head === undefined || name === undefined) return []
  const from = head === '/agent restore' ? closed : agents
  const end = head === '/send' ? ' ' : ''
  return rank(
    from.map((agent) => ({ id: agent, label: agent })),
    name,
    null,
  ).map(({ choice, pieces }) => ({
    id: `agent ${choice.id}`,
    insert: `${head} ${choice.id}${end}`,
    pieces,
    note: head === '/agent restore' ? 'closed agent' : 'agent',
  }))
}

function flags(typed: string, { commands: all }: Known): Offer[] {
  const [, head, flag] = /^\/(.* )(--[\w-]*)$/.exec(typed) ?? []
  if (head === undefined || flag === undefined) return []
  const command = all
    .filter(({ name }) => `${head} `.startsWith(`${name} `))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  const offered = [...(command?.usage ?? '').matchAll(/--[\w-]+=?/g)].map(([text]) => text)
  return offered
    .filter((text) => text.startsWith(flag) && text !== flag && !head.includes(text))
    .map((text) => ({
      id: text,
      insert: `/${head}${text}${text.endsWith('=') ? '' : ' '}`,
      pieces: [
        { text: flag, hit: true },
        { text: text.slice(flag.length), hit: false },
      ],
      note: '',
    }))
}
