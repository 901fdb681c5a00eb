import { cherryPick } from './stories/bugfix/cherry-pick.ts'
import { endpoints } from './stories/bugfix/endpoints.ts'
import { fix } from './stories/bugfix/fix.ts'
import { mergeBack } from './stories/bugfix/merge-back.ts'
import { regression } from './stories/bugfix/regression.ts'
import { bugReport } from './stories/bugfix/report.ts'
import { discussion } from './stories/design/discussion.ts'
import { designDocument, explorationDocument } from './stories/design/documents.ts'
import { implementDesign } from './stories/design/implement.ts'
import { approaches } from './stories/experiment/approaches.ts'
import { lookupQuestion } from './stories/experiment/begin.ts'
import { compare } from './stories/experiment/compare.ts'
import { implementWinner } from './stories/experiment/implement.ts'
import { feature } from './stories/parallel/feature.ts'
import { fullTests } from './stories/parallel/full-tests.ts'
import { plan } from './stories/parallel/plan.ts'
import { rebasing } from './stories/parallel/rebasing.ts'
import { featureStatus } from './stories/parallel/status.ts'
import { documentWebSocket, implementWebSocket } from './stories/research/implement.ts'
import { researchFirst, researching } from './stories/research/research.ts'
import type { Story } from './story.ts'

/**
 * What the demo model says to the messages of five whole workflows: several agents
 * at once, a fix on several branches, approaches compared, a design, a pipeline.
 * A file for each message or two; where several fit, the first is played.
 */
export const workflows: readonly Story[] = [
  ...[plan, feature, featureStatus, rebasing, fullTests],
  ...[endpoints, fix, bugReport, regression, cherryPick, mergeBack],
  ...[lookupQuestion, approaches, compare, implementWinner],
  ...[designDocument, explorationDocument, implementDesign, discussion],
  ...[researchFirst, researching, implementWebSocket, documentWebSocket],
]
