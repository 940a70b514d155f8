import { defineStore } from 'pinia'
import type { ReportFields } from '../../../contract/report-fields.ts'
import { useOutboxStore } from '../../app/outbox.ts'
import { submitReport } from './api.ts'

/** What was typed for reports that had to wait and were refused in the end: it comes back with the form of its task. */
export const useRefusedReports = defineStore('refused-reports', () => {
  const typed = new Map<string, ReportFields>()

  useOutboxStore().on(submitReport, {
    refused(_error, { change }, waited) {
      if (waited) typed.set(change.taskId, change.body.fields)
    },
  })

  /** Once. */
  function takeBack(taskId: string): ReportFields | null {
    const fields = typed.get(taskId) ?? null
    typed.delete(taskId)
    return fields
  }

  return { takeBack }
})
