import type { Context } from 'hono'
import * as v from 'valibot'
import { MAX_LIST_BYTES } from '../../contract/batches.ts'
import type { AppEnv } from '../http/app-env.ts'
import { DomainError } from '../errors.ts'

/**
 * Reads a form of a `file` and its `settings` (JSON, checked by the contract's schema).
 * @throws DomainError `invalid_input`, `file_too_large`
 */
export async function readUploadForm<S extends v.GenericSchema>(
  c: Context<AppEnv>,
  schema: S,
): Promise<{ upload: { fileName: string; bytes: Uint8Array<ArrayBuffer> }; settings: v.InferOutput<S> }> {
  const { file, settings } = await c.req.parseBody().catch(() => ({ file: undefined, settings: undefined }))
  if (!(file instanceof File)) refuse('file', 'missing')
  if (file.size > MAX_LIST_BYTES) throw new DomainError('file_too_large')
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), settings)
  if (!parsed.success) refuse(pathOf(parsed.issues[0]), parsed.issues[0].message)
  const bytes = new Uint8Array(await file.arrayBuffer())
  return { upload: { fileName: plainFileName(file.name), bytes }, settings: parsed.output as v.InferOutput<S> }
}

function refuse(path: string, problem: string): never {
  throw new DomainError('invalid_input', { fields: [{ path, problem }] })
}

const pathOf = (issue: v.BaseIssue<unknown>) => ['settings', v.getDotPath(issue)].filter(Boolean).join('.')

/** The last part of whatever a browser calls the file. */
const plainFileName = (name: string) => name.split(/[\\/]/).at(-1)?.slice(-120) || '名单'
