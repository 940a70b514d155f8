import { computed } from 'vue'
import { useSessionStore } from '../../../app/session.ts'

/** Short name of the city, such as 深, for words like 已离深. */
export function useCity() {
  const session = useSessionStore()
  return computed(() => session.session?.cityShortName ?? '')
}
