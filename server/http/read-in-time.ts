import { DomainError } from '../errors.ts'
import type { ErrorCode } from '../../contract/errors.ts'

interface BodyLimits {
  maxBytes: number
  tooLarge: ErrorCode
  timeoutMs: number
  tooSlow: ErrorCode
}

/**
 * A body as it came, not beyond so many bytes and not for longer than so long: who sends a byte a minute must not keep a
 * place that others wait for.
 * @throws DomainError `tooLarge`, `tooSlow`
 */
export async function readInTime(request: Request, limits: BodyLimits): Promise<Blob> {
  const reader = request.body?.getReader()
  if (!reader) return new Blob()
  let late = false
  const timer = setTimeout(() => {
    late = true
    void reader.cancel()
  }, limits.timeoutMs)
  const parts: Uint8Array<ArrayBuffer>[] = []
  try {
    for (let size = 0; ;) {
      const { done, value } = await reader.read()
      if (late) throw new DomainError(limits.tooSlow)
      if (done) return new Blob(parts)
      size += value.length
      if (size > limits.maxBytes) {
        void reader.cancel()
        throw new DomainError(limits.tooLarge)
      }
      parts.push(value as Uint8Array<ArrayBuffer>)
    }
  } finally {
    clearTimeout(timer)
  }
}
