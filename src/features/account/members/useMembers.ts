import { ref, watch } from 'vue'
import { listMembers, setRoles } from './api.ts'
import { useChange } from '../../../http/useChange.ts'
import { useLoad } from '../../../http/useLoad.ts'
import { useDebounced } from '../../../ui/useDebounced.ts'

/** Staff of the led units, found by what is typed into `search`. */
export function useMembers() {
  const search = ref('')
  const members = useLoad(() => listMembers({ search: search.value.trim() }))
  const { later } = useDebounced(members.load)

  watch(search, () => later())

  return { search, members, granting: useChange(setRoles) }
}
