import { z } from 'zod'

/** What a call answers: a type only, since a host's own answer needs no validation. */
export type Answer<T> = { readonly answer?: T }
export const answers = <T>(): Answer<T> => ({})

export const agentId = z.string().min(1).max(100)
export const text = z.string().max(2_000_000)
export const path = z.string().min(1).max(4096)
export const nothing = z.object({})
export const terminalId = z.string().min(1).max(100)
export const terminalSize = { columns: z.number().int().min(2).max(1000), rows: z.number().int().min(1).max(1000) }
export const branch = z.string().min(1).max(1000)
export const entryId = z.string().min(1).max(100)
export const label = z.string().max(1000)
export const rewindTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('place'), id: entryId }),
  z.object({ kind: z.literal('undo') }),
])
export const strategy = z.enum(['merge', 'squash', 'rebase'])
export const objectId = z.string().regex(/^[0-9a-f]{40,64}$/)
