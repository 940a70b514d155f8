import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Batch } from '../../../contract/batches.ts'
import { listBatches } from './api.ts'
import { ApiError } from '../../http/api-error.ts'

/** The lists of the lead's communities. */
export const useBatchStore = defineStore('batches', () => {
  const batches = shallowRef<readonly Batch[] | null>(null)
  const error = shallowRef<ApiError | null>(null)

  async function load() {
    try {
      batches.value = (await listBatches()).batches
      error.value = null
    } catch (cause) {
      error.value = ApiError.from(cause)
    }
  }

  /** It was rolled back. */
  function drop(batchId: string) {
    batches.value = batches.value?.filter(batch => batch.id !== batchId) ?? null
  }

  return { batches, error, load, drop }
})
