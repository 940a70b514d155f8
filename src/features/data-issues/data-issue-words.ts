import type { DataIssue, DataIssueGroup } from '../../../contract/data-issues.ts'
import type { TaskDetail } from '../../../contract/tasks.ts'

/** Who gave what stands on the card: the list itself first, then others, each once. What the resident told is nobody's data. */
export const sourcesOf = ({ batch, facts }: Pick<TaskDetail, 'batch' | 'facts'>): string[] => [
  ...new Set([batch.source, ...facts.map(fact => fact.source).filter(source => !source.startsWith('本人'))]),
]

/** Issues of one list and source together, as they are told to one sender. */
export function issuesOf(group: Pick<DataIssueGroup, 'batchId' | 'source'>, issues: readonly DataIssue[]): DataIssue[] {
  return issues.filter(issue => issue.batchId === group.batchId && issue.source === group.source)
}

/** The lists and sources of what is shown, in the order in which they turn up. */
export function groupsOf(issues: readonly DataIssue[]): Pick<DataIssue, 'batchId' | 'batchName' | 'source'>[] {
  const groups = new Map(issues.map(issue => [`${issue.batchId} ${issue.source}`, issue]))
  return [...groups.values()].map(({ batchId, batchName, source }) => ({ batchId, batchName, source }))
}
