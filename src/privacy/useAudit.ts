import { ref, shallowRef } from 'vue'
import type { AuditAction, AuditEntry } from '../../contract/audit.ts'
import { listAudit, listOwnAudit, searchSubject } from '../api/audit.ts'
import { useChange } from '../composables/useChange.ts'
import { serverNow } from '../lib/server-clock.ts'
import { dayOf, instantOf, shiftDay } from '../lib/time.ts'
import { useAuditPages } from './useAuditPages.ts'

/** What this member looked at. */
export const useOwnAudit = () => useAuditPages(listOwnAudit)

/** Days back from today, today included; null: as far as there is. */
export type Since = 1 | 7 | null

const startOf = (since: Since) => (since === null ? null : instantOf(shiftDay(dayOf(serverNow()), 1 - since), '00:00'))

/** What everybody did in the led units, by person, deed, reason and time. */
export function useUnitAudit() {
  const person = shallowRef<{ staffId: string; name: string } | null>(null)
  const action = ref<AuditAction | null>(null)
  const reason = ref<string | null>(null)
  const since = ref<Since>(7)
  const pages = useAuditPages(after =>
    listAudit({
      after,
      staffId: person.value?.staffId ?? null,
      action: action.value,
      reason: reason.value,
      from: startOf(since.value),
    }),
  )
  return { ...pages, person, action, reason, since }
}

/** Who looked at one number. The number is forgotten as soon as it was asked about. */
export function useSubjectAudit() {
  const entries = shallowRef<readonly AuditEntry[] | null>(null)
  const { submit, pending, error } = useChange(searchSubject)

  async function search(phone: string): Promise<boolean> {
    const found = await submit(phone)
    if (found) entries.value = found.items
    return found !== null
  }

  return { entries, search, pending, error }
}
