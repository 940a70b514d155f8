import { Hono, type Context } from 'hono'
import {
  Batch,
  BatchDetail,
  BatchList,
  ImportPreview,
  ImportSettings,
  PreviewSettings,
  StatusPost,
} from '../../contract/batches.ts'
import type { AppEnv } from '../http/app-env.ts'
import { change, read } from '../http/endpoint.ts'
import { idOf } from '../http/input.ts'
import { askerOf } from '../http/asker-of.ts'
import { refuseForeignOrigin } from '../http/origin.ts'
import { withUpload } from '../http/upload-form.ts'
import { closeBatch, rollBackBatch } from './end-batch.ts'
import { exportLedBatch } from './export-batch.ts'
import { getBatch } from './get-batch.ts'
import { importUpload, parseForImport } from './import-upload.ts'
import { listBatches } from './list-batches.ts'
import { postStatus } from './post-status.ts'
import { previewList } from './preview-list.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What reads the file, and for whom. */
const readingFor = (c: Context<AppEnv>) => ({ ...c.var.deps, asker: askerOf(c) })

export const batchRoutes = new Hono<AppEnv>()
  .get('/batches', read({ summary: 'Lists of the own communities', roles: ['lead'], answer: BatchList }), async c =>
    c.json(await listBatches(c.var.act)),
  )
  .post(
    '/batches/preview',
    read({
      summary: 'What would become of a list; changes nothing',
      roles: ['lead'],
      settings: PreviewSettings,
      answer: ImportPreview,
      training: true,
    }),
    async c => {
      refuseForeignOrigin(c)
      const previewed = await withUpload(c, PreviewSettings, ({ upload, settings }) =>
        previewList(c.var.act, readingFor(c), upload, settings),
      )
      return c.json(previewed)
    },
  )
  .post(
    '/batches',
    change(
      {
        summary: 'Import a list: all of it or nothing',
        roles: ['lead'],
        settings: ImportSettings,
        answer: Batch,
        status: 201,
        training: true,
      },
      c =>
        withUpload(c, ImportSettings, ({ upload, settings }) =>
          parseForImport(c.var.act, readingFor(c), upload, settings),
        ),
    ),
    async c => c.json(await importUpload(c.var.act, c.var.prepared), 201),
  )
  .get(
    '/batches/:batchId',
    read({ summary: 'One list with its columns and rejected rows', roles: ['lead'], answer: BatchDetail }),
    async c => c.json(await getBatch(c.var.act, idOf(c, 'batchId'))),
  )
  .post(
    '/batches/:batchId/roll-back',
    change({ summary: 'Take a list back while nothing was done on it', roles: ['lead'], status: 204 }),
    async c => {
      await rollBackBatch(c.var.act, idOf(c, 'batchId'))
      return c.body(null, 204)
    },
  )
  .post('/batches/:batchId/close', change({ summary: 'End a list', roles: ['lead'], answer: BatchDetail }), async c => {
    const batchId = idOf(c, 'batchId')
    await closeBatch(c.var.act, batchId)
    return c.json(await getBatch(c.var.act, batchId))
  })
  .post(
    '/batches/:batchId/status-posts',
    change({
      summary: 'Post how far a list is to the bulletin group',
      roles: ['lead'],
      answer: StatusPost,
      status: 201,
    }),
    async c => c.json(await postStatus(c.var.act, idOf(c, 'batchId')), 201),
  )
  .get(
    '/batches/:batchId/export',
    read({ summary: 'The list with its results as .xlsx; written down in the audit', roles: ['lead'], training: true }),
    async c => {
      const { fileName, bytes } = await exportLedBatch(c.var.act, idOf(c, 'batchId'))
      c.header('content-type', XLSX)
      c.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
      return c.body(Uint8Array.from(bytes))
    },
  )
