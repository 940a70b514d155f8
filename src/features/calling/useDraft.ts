import { onScopeDispose, watch } from 'vue'
import type { ReportFields } from '../../../contract/report-fields.ts'
import { saveDraft } from '../tasks/api.ts'
import { newId } from '../../http/new-id.ts'

const PAUSE_MS = 1_500

/**
 * Keeps what is typed on the server, sealed for this member alone: never on the phone. Saved at each pause and when
 * the form is left unsent. A draft that could not be saved is not worth a word: the form still has it.
 */
export function useDraft(taskId: string, fields: ReportFields) {
  let timer: ReturnType<typeof setTimeout> | undefined

  function save() {
    clearTimeout(timer)
    timer = undefined
    saveDraft(newId(), taskId, { ...fields }).catch(() => undefined)
  }

  watch(fields, () => {
    clearTimeout(timer)
    timer = setTimeout(save, PAUSE_MS)
  })

  /** The report is on its way: nothing is left to keep. */
  function done() {
    clearTimeout(timer)
    timer = undefined
  }

  onScopeDispose(() => {
    if (timer !== undefined) save()
  })

  return { done }
}
