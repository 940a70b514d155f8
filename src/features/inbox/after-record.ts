import type { QueueFacts } from '../../../contract/queue-facts.ts'
import type { ReportFields } from '../../../contract/report-fields.ts'
import { isMissed, OUTCOMES } from '../../../domain/calls/outcomes.ts'
import { nextStep } from '../../../domain/calls/recall.ts'
import { exemptOf } from '../../../domain/tasks/exempt.ts'
import { moment } from '../../ui/time.ts'

/**
 * What a record will do to the task besides being kept, where it is not simply done with: 仍在呼叫队列，14:30 再打. `now` is the
 * server's time in ms; null: nothing worth a line.
 */
export function afterRecordWords(fields: ReportFields, queue: QueueFacts, now: number): string | null {
  const { outcome, callBackAt } = fields
  if (outcome === null || exemptOf(fields) !== null) return null
  if (outcome === 'refused') return `${OUTCOMES.refused.label}，记为不配合`
  if (!isMissed(outcome)) return null
  const step = nextStep({ ...queue, outcome, endedAt: new Date(now).toISOString(), callBackAt })
  if (step.kind === 'door') return `打了 ${queue.attempts} 次没打通，转待上门`
  return step.kind === 'call' ? `仍在呼叫队列，${moment(step.dueAt, now)} 再打` : null
}
