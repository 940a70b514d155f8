import { shallowReadonly, shallowRef } from 'vue'
import { ApiError } from './api-error.ts'

/** What a screen reads, kept while it is read again; an answer that was overtaken by a later one is dropped. */
export function useLoad<T>(read: () => Promise<T>) {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<ApiError | null>(null)
  let latest = 0

  async function load() {
    const turn = (latest += 1)
    try {
      const answer = await read()
      if (turn !== latest) return
      data.value = answer
      error.value = null
    } catch (cause) {
      if (turn === latest) error.value = ApiError.from(cause)
    }
  }

  return { data: shallowReadonly(data), error: shallowReadonly(error), load }
}
