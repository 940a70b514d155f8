import { onScopeDispose, watch } from 'vue'
import { serverNow } from '../../app/server-clock.ts'

/** Later than the moment itself, so that the server's clock has passed it as well. */
const LATER_MS = 500

/** Reads the list again when the next number on it is due: on a quiet page nothing else would. */
export function useDueAgain(nextDueAt: () => string | null, read: () => unknown): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    nextDueAt,
    at => {
      clearTimeout(timer)
      if (at !== null) timer = setTimeout(() => void read(), Math.max(0, Date.parse(at) - serverNow()) + LATER_MS)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
}
