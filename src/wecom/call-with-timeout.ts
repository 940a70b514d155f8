/** Why a client function did not do its work; the page goes on without it. */
export class WecomError extends Error {
  override readonly name = 'WecomError'
  /** `cancelled`: the member closed the client's own dialog. */
  readonly reason: 'outside' | 'timeout' | 'cancelled' | 'refused'

  constructor(reason: WecomError['reason'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/** The client's answer is `{errMsg}` in several spellings (`cancel`, `fail_cancel`, `canceled`). */
function refusalOf(cause: unknown): WecomError {
  const text = cause instanceof Error ? cause.message : String((cause as { errMsg?: unknown } | null)?.errMsg ?? '')
  const reason = /cancel/i.test(text) ? 'cancelled' : 'refused'
  return new WecomError(reason, text || 'the client refused', { cause })
}

/** One call into the client. Its promises may never settle (no bridge, old client): after `timeoutMs` the call has failed. */
export function callWithTimeout<T>(call: () => Promise<T>, timeoutMs = 3_000): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new WecomError('timeout', 'the client did not answer')), timeoutMs)
    call()
      .then(resolve, (cause: unknown) => reject(refusalOf(cause)))
      .finally(() => clearTimeout(timer))
  })
}
