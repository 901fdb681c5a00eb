import { gitWith } from '../../main/core/git/git.ts'
import { systemReads } from '../../main/core/git/reads/system-reads.ts'
import { gitReadsContract } from './git-reads.ts'

gitReadsContract('git', systemReads(gitWith(process.env)), { shallow: true })
