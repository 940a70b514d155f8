import type { TaskSummary } from '../../contract/tasks.ts'

/** A row as the server sends it, of nobody. */
export function aTask(id: string, change: Partial<TaskSummary> = {}): TaskSummary {
  return {
    id,
    code: 'K7Q2M',
    version: 1,
    unitId: 'unit',
    unitName: '汀南社区',
    status: 'to_call',
    name: '张*',
    phoneTail: '5678',
    address: null,
    reason: '5/19 抵达',
    ruleName: '三天两检',
    testsHave: 0,
    testsNeed: 2,
    urgent: false,
    deadlineAt: null,
    attemptCount: 0,
    lastOutcome: null,
    lastAttemptAt: null,
    nextCallAt: null,
    matchedAt: null,
    exempt: null,
    lease: null,
    ...change,
  }
}
