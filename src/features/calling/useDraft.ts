import { onScopeDispose, watch } from 'vue'
import type { ReportFields } from '../../../contract/report-fields.ts'
import { saveDraft } from '../tasks/api.ts'
import { useChange } from '../../http/useChange.ts'

const PAUSE_MS = 1_500

/**
 * Keeps what is typed on the server, sealed for this member alone: never on the phone. Saved at each pause and when
 * the form is left unsent. A draft that could not be saved is not worth a word: the form still has it.
 */
export function useDraft(taskId: string, fields: ReportFields) {
  const saving = useChange(saveDraft)
  let timer: ReturnType<typeof setTimeout> | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other: an older draft must not arrive behind a newer one. */
  function save() {
    clearTimeout(timer)
    timer = undefined
    const body = { fields: { ...fields } }
    last = last.then(() => saving.submit({ taskId, body }))
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
