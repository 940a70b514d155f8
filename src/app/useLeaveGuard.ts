import { onScopeDispose, toValue, watch, type MaybeRefOrGetter } from 'vue'

const ask = (event: BeforeUnloadEvent) => event.preventDefault()

/** The browser asks before it closes the page: what waits to be sent lives in memory and would be lost with it. */
export function useLeaveGuard(waits: MaybeRefOrGetter<boolean>): void {
  const guard = (on: boolean) => (on ? window.addEventListener : window.removeEventListener)('beforeunload', ask)
  watch(() => toValue(waits), guard)
  onScopeDispose(() => guard(false))
}
