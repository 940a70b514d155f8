import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ErrorCode } from '../../contract/errors.ts'
import type { AppEnv } from './app-env.ts'
import { DomainError } from '../errors.ts'
import { MAX_FORM_BYTES } from './upload-form.ts'

const KB = 1024

const limit = (maxSize: number, code: ErrorCode): MiddlewareHandler<AppEnv> =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new DomainError(code)
    },
  })

/** A list is read when its turn comes (`upload-form.ts`), which counts what came: here only what was said counts. */
const limitSaid: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (Number(c.req.header('content-length') ?? 0) > MAX_FORM_BYTES) throw new DomainError('file_too_large')
  await next()
}

/** Routes that take more than a form: a list with its frame, a feed of 10,000 rows, a selection of chat, also sealed. */
const WIDE: readonly (readonly [path: RegExp, limit: MiddlewareHandler<AppEnv>])[] = [
  [/^\/api\/batches(?:\/preview)?$/, limitSaid],
  [/^\/api\/pastes(?:\/|$)/, limit(KB * KB, 'too_large')],
  [/^\/api\/outbox$/, limit(1536 * KB, 'too_large')],
  [/^\/api\/feeds\/[a-z-]+$/, limit(8 * KB * KB, 'too_large')],
]

const usual = limit(64 * KB, 'too_large')

/** Refuses a body larger than its route takes, before it is read. */
export const limitBody: MiddlewareHandler<AppEnv> = (c, next) => {
  const own = WIDE.find(([path]) => path.test(c.req.path))
  return (own?.[1] ?? usual)(c, next)
}
