import { createRequire } from 'node:module'
import type { FastGitReads } from '../main/core/git/reads/choose-reads.ts'
import type { Nodegit } from './binding.ts'
import { measuredReads } from './measured.ts'
import { nodegitReads } from './reads.ts'

export const name = 'nodegit'

/** All reads, also those that the app never asks it for. Throws where it is not built. */
export function reads(): FastGitReads {
  const nodegit = createRequire(import.meta.url)('nodegit') as Nodegit
  return { ...nodegitReads(nodegit), ...measuredReads(nodegit) }
}
