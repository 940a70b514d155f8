import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Batch, ImportPreview } from '../../../contract/batches.ts'
import type { IntakeField } from '../../../contract/intake.ts'
import { importList, previewList } from './api.ts'
import { ApiError } from '../../http/api-error.ts'
import { draftOf, missingOf, type ImportDraft } from './import-draft.ts'
import { serverNow } from '../../app/server-clock.ts'

/** The list that is about to be imported. It lives in the page's memory only, file and all. */
export const useImportStore = defineStore('import', () => {
  const file = shallowRef<File | null>(null)
  const preview = shallowRef<ImportPreview | null>(null)
  const draft = shallowRef<ImportDraft | null>(null)
  const error = shallowRef<ApiError | null>(null)
  /** Columns are being read again. */
  const reading = shallowRef(false)
  let latest = 0

  const missing = computed(() => (preview.value && draft.value ? missingOf(preview.value, draft.value) : null))

  function choose(chosen: File) {
    file.value = chosen
    preview.value = draft.value = error.value = null
    return read()
  }

  async function read() {
    const chosen = file.value
    if (!chosen) return
    const turn = (latest += 1)
    reading.value = true
    try {
      const { columns = {}, source = null } = draft.value ?? {}
      const answer = await previewList(chosen, { columns, source })
      if (turn !== latest) return
      preview.value = answer
      draft.value ??= draftOf(answer, chosen.name, serverNow())
      error.value = null
    } catch (cause) {
      if (turn === latest) error.value = ApiError.from(cause)
    } finally {
      if (turn === latest) reading.value = false
    }
  }

  /** Something the importer says about the list. */
  function say(change: Partial<ImportDraft>) {
    if (draft.value) draft.value = { ...draft.value, ...change }
  }

  /** What a column is; the list is read again with it. */
  function sayColumn(header: string, field: IntakeField) {
    if (!draft.value) return
    say({ columns: { ...draft.value.columns, [header]: field } })
    return read()
  }

  async function send(requestId: string, said: ImportDraft): Promise<Batch> {
    const { source } = said
    if (!file.value || source === null) throw new Error('nothing to import')
    return importList(requestId, file.value, { ...said, source })
  }

  function forget() {
    file.value = preview.value = draft.value = error.value = null
    latest += 1
  }

  return { file, preview, draft, error, reading, missing, choose, read, say, sayColumn, send, forget }
})
