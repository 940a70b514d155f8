import { readonly, ref, shallowReadonly, shallowRef } from 'vue'
import { ApiError } from './api-error.ts'
import { newId } from './new-id.ts'

/** A change one person makes with one tap, one at a time. The same change tried again after a break keeps its request id. */
export function useChange<A extends unknown[], T>(send: (requestId: string, ...input: A) => Promise<T>) {
  const pending = ref(false)
  const error = shallowRef<ApiError | null>(null)
  let unsettled = { requestId: '', input: '' }

  function requestIdOf(input: A): string {
    const text = JSON.stringify(input)
    if (unsettled.input !== text) unsettled = { requestId: newId(), input: text }
    return unsettled.requestId
  }

  /** The answer; null where it was refused or could not be sent: the reason is in `error`. */
  async function submit(...input: A): Promise<T | null> {
    if (pending.value) return null
    pending.value = true
    error.value = null
    try {
      const answer = await send(requestIdOf(input), ...input)
      unsettled = { requestId: '', input: '' }
      return answer
    } catch (cause) {
      error.value = ApiError.from(cause)
      if (!error.value.passing) unsettled = { requestId: '', input: '' }
      return null
    } finally {
      pending.value = false
    }
  }

  function forget() {
    error.value = null
  }

  return { submit, forget, pending: readonly(pending), error: shallowReadonly(error) }
}
