import { reportDataIssue } from '../api/data-issues.ts'
import { useChange } from './useChange.ts'

/** Says what is wrong with the data of a task. */
export const useReportDataIssue = () => useChange(reportDataIssue)
