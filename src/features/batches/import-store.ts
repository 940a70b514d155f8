import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ImportPreview, ImportSettings, PreviewSettings } from '../../../contract/batches.ts'
import type { IntakeField } from '../../../contract/intake.ts'
import { previewList } from './api.ts'
import type { ApiError } from '../../http/api-error.ts'
import type { Upload } from '../../http/change.ts'
import { useChange } from '../../http/useChange.ts'
import { draftOf, missingOf, type ImportDraft } from './import-draft.ts'
import { serverNow } from '../../app/server-clock.ts'

/** The list that is about to be imported. It lives in the page's memory only, file and all. */
export const useImportStore = defineStore('import', () => {
  const file = shallowRef<File | null>(null)
  const preview = shallowRef<ImportPreview | null>(null)
  const draft = shallowRef<ImportDraft | null>(null)
  const error = shallowRef<ApiError | null>(null)
  /** The reading under way or the last one; a new one takes its place. */
  const door = shallowRef<ReturnType<
    typeof useChange<'/batches/preview', Upload<PreviewSettings>, ImportPreview>
  > | null>(null)
  const reading = computed(() => door.value?.pending.value ?? false)
  /** How much of the list is sent to be read, 0 to 1; null: none is on its way. */
  const sent = computed(() => door.value?.sent.value ?? null)

  const missing = computed(() => (preview.value && draft.value ? missingOf(preview.value, draft.value) : null))

  /** Tasks the import would make: without those left out. */
  const tasks = computed(() => {
    const { answer, unplaced } = preview.value ?? { answer: { tasks: 0 }, unplaced: 0 }
    return draft.value?.leaveOut ? answer.tasks - unplaced : answer.tasks
  })

  function choose(chosen: File) {
    file.value = chosen
    preview.value = draft.value = error.value = null
    return read()
  }

  const stop = () => door.value?.cancel()

  async function read() {
    if (!file.value) return
    stop()
    const reading = (door.value = useChange(previewList))
    const { columns = {}, source = null } = draft.value ?? {}
    const answer = await reading.submit({ body: { file: file.value, settings: { columns, source } } })
    if (door.value !== reading) return
    if (answer) {
      preview.value = answer
      draft.value ??= draftOf(answer, file.value.name, serverNow())
    }
    error.value = reading.error.value
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

  /** What is to be imported as what; null while something is missing. */
  function upload(): Upload<ImportSettings> | null {
    if (!file.value || !draft.value) return null
    const { source, ...said } = draft.value
    return source === null ? null : { file: file.value, settings: { ...said, source } }
  }

  function forget() {
    stop()
    file.value = preview.value = draft.value = error.value = door.value = null
  }

  return {
    file,
    preview,
    draft,
    error,
    reading,
    sent,
    missing,
    tasks,
    choose,
    read,
    stop,
    say,
    sayColumn,
    upload,
    forget,
  }
})
