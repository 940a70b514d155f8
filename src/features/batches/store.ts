import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Batch, BatchDetail } from '../../../contract/batches.ts'
import { closeBatch, getBatch, listBatches, postStatus, rollBackBatch } from './api.ts'
import { ApiError } from '../../http/api-error.ts'

export { exportAddress } from './api.ts'

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

  async function rollBack(requestId: string, batchId: string): Promise<true> {
    await rollBackBatch(requestId, batchId)
    batches.value = batches.value?.filter(batch => batch.id !== batchId) ?? null
    return true
  }

  const close = (requestId: string, batchId: string): Promise<BatchDetail> => closeBatch(requestId, batchId)

  return { batches, error, load, get: getBatch, rollBack, close, postStatus }
})
