import * as v from 'valibot'
import { ApiError, LOCAL_SENTENCES } from './api-error.ts'

/** The answer in the shape of its contract schema. Throws ApiError `unreadable` where page and server disagree. */
export function parse<T extends v.GenericSchema>(schema: T, data: unknown): v.InferOutput<T> {
  const read = v.safeParse(schema, data)
  if (read.success) return read.output
  throw new ApiError('unreadable', LOCAL_SENTENCES.unreadable, { cause: read.issues[0] })
}
