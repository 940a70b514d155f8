import { computed, reactive, ref, shallowRef, watch } from 'vue'
import type { AuditAction, AuditEntry } from '../../../../contract/audit.ts'
import { listAudit, listOwnAudit, searchSubject } from './api.ts'
import { listMembers } from '../../account/members/api.ts'
import { isTaskCodeValid, normalizeTaskCode } from '../../../../domain/tasks/task-code.ts'
import { useChange } from '../../../http/useChange.ts'
import { useLoad } from '../../../http/useLoad.ts'
import { serverNow } from '../../../app/server-clock.ts'
import { dayAt } from '../../../../domain/time/clock.ts'
import { instantAt } from '../../../../domain/time/local-time.ts'
import { addDays } from '../../../../domain/time/days.ts'
import { useDebounced } from '../../../ui/useDebounced.ts'
import { useAuditPages } from './useAuditPages.ts'

/** How many names are offered. */
const SHOWN = 6

/** What this member looked at. */
export const useOwnAudit = () =>
  useAuditPages(
    () => null,
    (_, after) => listOwnAudit(after),
  )

/** Days back from today, today included; `own`: from one day to another; null: as far as there is. */
export type Since = 1 | 7 | 'own' | null

/** What everybody did in the led units, by person, task, deed, reason and time. */
export function useUnitAudit() {
  const person = shallowRef<{ staffId: string; name: string } | null>(null)
  const code = ref<string | null>(null)
  const action = ref<AuditAction | null>(null)
  const reason = ref<string | null>(null)
  const since = ref<Since>(7)
  /** Calendar days, both included; used with `own`. */
  const days = reactive<{ from: string; to: string }>({ from: addDays(today(), -6), to: today() })
  const query = () => ({
    staffId: person.value?.staffId ?? null,
    code: code.value,
    action: action.value,
    reason: reason.value,
    ...timesOf(since.value, days),
  })
  const pages = useAuditPages(query, (asked, after) => listAudit({ ...asked, after }))
  return { ...pages, person, code, action, reason, since, days }
}

const today = () => dayAt(serverNow())

/** Instants from a first day to the end of a last one. An input that was emptied asks for no bound. */
export function timesOf(since: Since, days: { from: string; to: string }): { from: string | null; to: string | null } {
  if (since === null) return { from: null, to: null }
  if (since !== 'own') return { from: instantAt(addDays(today(), 1 - since), '00:00'), to: null }
  return {
    from: days.from ? instantAt(days.from, '00:00') : null,
    to: days.to ? instantAt(addDays(days.to, 1), '00:00') : null,
  }
}

/** Whom or which task a lead means by what is typed: a task code is one, a name is picked among members. */
export function useAuditSearch() {
  const typed = ref('')
  const people = useLoad(() => listMembers({ search: typed.value.trim() }))
  const code = computed(() => {
    const written = normalizeTaskCode(typed.value)
    return isTaskCodeValid(written) ? written : null
  })
  const found = computed(() =>
    typed.value.trim() === '' || code.value !== null ? [] : (people.data.value ?? []).slice(0, SHOWN),
  )
  const { later, stop } = useDebounced(people.load)

  watch(typed, text => (text.trim() !== '' && code.value === null ? later() : stop()))

  return { typed, code, found, error: people.error }
}

/** Who looked at one number. The number is forgotten as soon as it was asked about. */
export function useSubjectAudit() {
  const entries = shallowRef<readonly AuditEntry[] | null>(null)
  const { submit, pending, error } = useChange(searchSubject)

  async function search(phone: string): Promise<boolean> {
    const found = await submit({ body: { phone } })
    if (found) entries.value = found.items
    return found !== null
  }

  return { entries, search, pending, error }
}
