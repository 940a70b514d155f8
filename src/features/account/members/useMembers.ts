import { onScopeDispose, ref, watch } from 'vue'
import { listMembers, setRoles } from './api.ts'
import { useChange } from '../../../http/useChange.ts'
import { useLoad } from '../../../http/useLoad.ts'

/** A pause in typing after which the list is asked for. */
const PAUSE_MS = 250

/** Staff of the led units, found by what is typed into `search`. */
export function useMembers() {
  const search = ref('')
  const members = useLoad(() => listMembers({ search: search.value.trim() }))
  let timer: ReturnType<typeof setTimeout> | undefined

  watch(search, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void members.load(), PAUSE_MS)
  })
  onScopeDispose(() => clearTimeout(timer))

  return { search, members, granting: useChange(setRoles) }
}
