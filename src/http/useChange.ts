import { readonly, ref, shallowReadonly, shallowRef } from 'vue'
import { ApiError } from './api-error.ts'
import { changeOf, isSameWish, sendChange, type Change, type ChangeKind, type Wish } from './change.ts'

/**
 * A change whose answer is waited for, one at a time. A refusal is state, not an exception. The same wish tried again
 * after a break keeps its request id: the server may have heard it the first time.
 */
export function useChange<Path extends string, Body, Answer>(kind: ChangeKind<Path, Body, Answer>) {
  const pending = ref(false)
  const error = shallowRef<ApiError | null>(null)
  /** How much of an upload is sent, 0 to 1; null: nothing is on its way. */
  const sent = ref<number | null>(null)
  let unanswered: Change | null = null
  let stop: AbortController | null = null

  function changeFor(wish: Wish<Path, Body>): Change {
    const change = changeOf(kind, wish)
    return unanswered && isSameWish(unanswered, change) ? unanswered : change
  }

  function begin(): AbortController {
    pending.value = true
    error.value = null
    sent.value = 0
    return (stop = new AbortController())
  }

  /** The answer; null where it was refused or could not be sent: the reason is in `error`. */
  async function submit(wish: Wish<Path, Body>): Promise<Answer | null> {
    if (pending.value) return null
    const { signal } = begin()
    unanswered = changeFor(wish)
    try {
      const watching = kind.uploads ? { signal, onSent: (share: number) => (sent.value = share) } : { signal }
      const answer = await sendChange(unanswered, watching)
      unanswered = null
      return answer as Answer // read by this very kind
    } catch (cause) {
      error.value = ApiError.from(cause)
      if (!error.value.passing) unanswered = null
      return null
    } finally {
      pending.value = false
      sent.value = null
    }
  }

  /** Give up waiting. */
  const cancel = () => stop?.abort()

  function forget() {
    error.value = null
  }

  return {
    submit,
    cancel,
    forget,
    pending: readonly(pending),
    sent: readonly(sent),
    error: shallowReadonly(error),
  }
}
