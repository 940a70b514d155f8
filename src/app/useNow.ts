import { onScopeDispose, readonly, ref, type Ref } from 'vue'
import { serverNow } from './server-clock.ts'

/** The server's time in ms, moved on every `stepMs`: countdowns show minutes, so ten seconds are fine. */
export function useNow(stepMs = 10_000): Readonly<Ref<number>> {
  const now = ref(serverNow())
  const timer = setInterval(() => (now.value = serverNow()), stepMs)
  onScopeDispose(() => clearInterval(timer))
  return readonly(now)
}
