import { computed, shallowRef } from 'vue'
import type { AuditEntry, AuditPage } from '../../../../contract/audit.ts'
import { appendItems, noPages, startAnew, usePages, type Pages } from '../../../http/usePages.ts'

/** Entries of the audit, newest first; `query` is what they are asked by, the same as long as the same is wanted. */
export function useAuditPages<Query>(
  query: () => Query,
  read: (query: Query, after: string | null) => Promise<AuditPage>,
) {
  const list = shallowRef<Pages<AuditEntry>>(noPages())
  const pages = usePages({
    list,
    read: after => read(query(), after),
    refresh: startAnew,
    append: appendItems,
    subject: () => JSON.stringify(query()),
  })

  return {
    ...pages,
    entries: computed(() => list.value.items),
    loaded: computed(() => list.value.loaded),
    next: computed(() => list.value.next),
  }
}
