import { reportDataIssue } from './api.ts'
import { useChange } from '../../http/useChange.ts'

/** Says what is wrong with the data of a task. */
export const useReportDataIssue = () => useChange(reportDataIssue)
