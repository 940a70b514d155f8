import {
  Batch,
  BatchDetail,
  BatchList,
  ImportPreview,
  StatusPost,
  type ImportSettings,
  type PreviewSettings,
} from '../../../contract/batches.ts'
import { http } from '../../http/client.ts'
import { newId } from '../../http/new-id.ts'
import { parse } from '../../http/parse.ts'

/** 10 MB from a phone, and reading 10,000 rows. */
const UPLOAD_MS = 120_000

function formOf(file: File, settings: object): FormData {
  const form = new FormData()
  form.append('file', file, file.name)
  form.append('settings', JSON.stringify(settings))
  return form
}

export async function listBatches(): Promise<BatchList> {
  return parse(BatchList, await http.get('/batches'))
}

export async function getBatch(batchId: string): Promise<BatchDetail> {
  return parse(BatchDetail, await http.get(`/batches/${batchId}`))
}

/** What would become of the list; nothing is changed. */
export async function previewList(file: File, settings: PreviewSettings): Promise<ImportPreview> {
  const upload = { requestId: newId(), body: formOf(file, settings), timeoutMs: UPLOAD_MS }
  return parse(ImportPreview, await http.change('POST', '/batches/preview', upload))
}

export async function importList(requestId: string, file: File, settings: ImportSettings): Promise<Batch> {
  const upload = { requestId, body: formOf(file, settings), timeoutMs: UPLOAD_MS }
  return parse(Batch, await http.change('POST', '/batches', upload))
}

export async function rollBackBatch(requestId: string, batchId: string): Promise<void> {
  await http.change('POST', `/batches/${batchId}/roll-back`, { requestId })
}

export async function closeBatch(requestId: string, batchId: string): Promise<BatchDetail> {
  return parse(BatchDetail, await http.change('POST', `/batches/${batchId}/close`, { requestId }))
}

/** How far the list is, to the bulletin group. Throws `group_missing`. */
export async function postStatus(requestId: string, batchId: string): Promise<StatusPost> {
  return parse(StatusPost, await http.change('POST', `/batches/${batchId}/status-posts`, { requestId }))
}

/** Where the list can be downloaded with its results; each download is written down. */
export const exportAddress = (batchId: string): string => `/api/batches/${batchId}/export`
