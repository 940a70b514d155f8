import type { Context } from 'hono'
import * as v from 'valibot'
import { MAX_LIST_BYTES } from '../../contract/batches.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Upload } from '../ports/upload-parser.ts'
import type { AppEnv } from './app-env.ts'
import { askerOf } from './asker-of.ts'
import { fairQueue, type FairQueue, type QueueLimits } from './fair-queue.ts'
import { readInTime } from './read-in-time.ts'

/** A list with its frame. */
export const MAX_FORM_BYTES = MAX_LIST_BYTES + 64 * 1024

/** A list of 10 MB over a poor network. */
const PATIENCE_MS = 120_000

/**
 * Lists this process holds in memory at once, one of each lead, and how many wait with their bodies unread: each takes
 * some three times its size until it is parsed.
 */
const UPLOADS: QueueLimits = { atOnce: 6, perMember: 1, inAll: 20, refusal: 'uploads_busy' }
const queues = new WeakMap<Deps, FairQueue>()

interface UploadForm<Settings> {
  upload: Upload
  settings: Settings
}

/**
 * Reads a form of a `file` and its `settings` (JSON, checked by the contract's schema) when its turn comes, and keeps the
 * turn for as long as `run` needs the file.
 * @throws DomainError `invalid_input`, `file_too_large`, `uploads_busy`, `upload_slow`, `given_up`
 */
export function withUpload<S extends v.GenericSchema, T>(
  c: Context<AppEnv>,
  schema: S,
  run: (form: UploadForm<v.InferOutput<S>>) => Promise<T>,
): Promise<T> {
  const { deps } = c.var
  const queue = queues.get(deps) ?? fairQueue(UPLOADS)
  queues.set(deps, queue)
  return queue.run(askerOf(c), async () => run(await readUploadForm(c, schema)))
}

async function readUploadForm<S extends v.GenericSchema>(
  c: Context<AppEnv>,
  schema: S,
): Promise<UploadForm<v.InferOutput<S>>> {
  const { file, settings } = await readForm(c)
  if (!(file instanceof File)) refuse('file', 'missing')
  if (file.size > MAX_LIST_BYTES) throw new DomainError('file_too_large')
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), settings)
  if (!parsed.success) refuse(pathOf(parsed.issues[0]), parsed.issues[0].message)
  const bytes = new Uint8Array(await file.arrayBuffer())
  return { upload: { fileName: plainFileName(file.name), bytes }, settings: parsed.output as v.InferOutput<S> }
}

async function readForm(c: Context<AppEnv>): Promise<Record<'file' | 'settings', FormDataEntryValue | null>> {
  const type = c.req.header('content-type') ?? ''
  const body = await readInTime(c.req.raw, {
    maxBytes: MAX_FORM_BYTES,
    tooLarge: 'file_too_large',
    timeoutMs: PATIENCE_MS,
    tooSlow: 'upload_slow',
  })
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => new FormData())
  return { file: form.get('file'), settings: form.get('settings') }
}

function refuse(path: string, problem: string): never {
  throw new DomainError('invalid_input', { fields: [{ path, problem }] })
}

const pathOf = (issue: v.BaseIssue<unknown>) => ['settings', v.getDotPath(issue)].filter(Boolean).join('.')

/** The last part of whatever a browser calls the file. */
const plainFileName = (name: string) => name.split(/[\\/]/).at(-1)?.slice(-120) || '名单'
