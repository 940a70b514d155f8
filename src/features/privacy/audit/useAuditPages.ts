import { readonly, ref, shallowReadonly, shallowRef } from 'vue'
import type { AuditEntry, AuditPage } from '../../../../contract/audit.ts'
import { ApiError } from '../../../http/api-error.ts'

/** Entries of the audit, newest first, page after page; `read` takes `next` of the page before. */
export function useAuditPages(read: (after: string | null) => Promise<AuditPage>) {
  const entries = shallowRef<readonly AuditEntry[]>([])
  const loaded = ref(false)
  const next = ref<string | null>(null)
  const error = shallowRef<ApiError | null>(null)
  let latest = 0

  async function readPage(after: string | null) {
    const turn = (latest += 1)
    try {
      const page = await read(after)
      if (turn !== latest) return
      entries.value = after === null ? page.items : [...entries.value, ...page.items]
      next.value = page.next
      loaded.value = true
      error.value = null
    } catch (cause) {
      if (turn === latest) error.value = ApiError.from(cause)
    }
  }

  const load = () => readPage(null)
  const loadMore = () => (next.value === null ? Promise.resolve() : readPage(next.value))

  return {
    entries: shallowReadonly(entries),
    loaded: readonly(loaded),
    next: readonly(next),
    error: shallowReadonly(error),
    load,
    loadMore,
  }
}
