import { computed } from 'vue'
import { useSessionStore } from '../../../app/session.ts'
import { cityInWords } from '../../../../domain/city.ts'

/** The city as it is said beside other words: 几号到深, or 几号到本市. */
export function useCity() {
  const session = useSessionStore()
  return computed(() => cityInWords(session.session?.cityShortName ?? ''))
}
