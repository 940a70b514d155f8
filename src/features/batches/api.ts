import {
  Batch,
  BatchDetail,
  BatchList,
  ImportPreview,
  StatusPost,
  type ImportSettings,
  type PreviewSettings,
} from '../../../contract/batches.ts'
import { defineChange, typed, type Upload } from '../../http/change.ts'
import { http } from '../../http/client.ts'
import { parse } from '../../http/parse.ts'

export async function listBatches(): Promise<BatchList> {
  return parse(BatchList, await http.get('/batches'))
}

export async function getBatch(batchId: string): Promise<BatchDetail> {
  return parse(BatchDetail, await http.get(`/batches/${batchId}`))
}

/** What would become of the list; nothing is changed. */
export const previewList = defineChange({
  kind: 'preview-list',
  method: 'POST',
  path: '/batches/preview',
  label: '读名单',
  body: typed<Upload<PreviewSettings>>(),
  answer: ImportPreview,
  uploads: true,
})

export const importList = defineChange({
  kind: 'import-list',
  method: 'POST',
  path: '/batches',
  label: '导入名单',
  body: typed<Upload<ImportSettings>>(),
  answer: Batch,
  uploads: true,
})

export const rollBackBatch = defineChange({
  kind: 'roll-back-batch',
  method: 'POST',
  path: '/batches/:batchId/roll-back',
  label: '撤回名单',
})

export const closeBatch = defineChange({
  kind: 'close-batch',
  method: 'POST',
  path: '/batches/:batchId/close',
  label: '结束名单',
  answer: BatchDetail,
})

/** How far the list is, to the bulletin group. Refused with `group_missing`. */
export const postStatus = defineChange({
  kind: 'post-status',
  method: 'POST',
  path: '/batches/:batchId/status-posts',
  label: '发名单进度',
  answer: StatusPost,
})

/** Where the list can be downloaded with its results; each download is written down. */
export const exportAddress = (batchId: string): string => `/api/batches/${batchId}/export`
