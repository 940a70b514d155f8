import { computed, ref, shallowReadonly, shallowRef } from 'vue'
import type { DataIssue, DataIssueGroup, DataIssueState } from '../../../contract/data-issues.ts'
import { listDataIssues, passOnDataIssues } from './api.ts'
import { ApiError } from '../../http/api-error.ts'
import { useChange } from '../../http/useChange.ts'

const PAGE = 50

/** What is wrong in the lists, by list, and which of it the senders were told of. */
export function useDataIssues() {
  const state = ref<DataIssueState>('open')
  const batchId = ref<string | null>(null)
  const issues = shallowRef<readonly DataIssue[] | null>(null)
  const groups = shallowRef<readonly DataIssueGroup[]>([])
  const next = shallowRef<string | null>(null)
  const error = shallowRef<ApiError | null>(null)
  const passing = useChange(passOnDataIssues)
  const open = computed(() => groups.value.reduce((sum, group) => sum + group.open, 0))
  let latest = 0

  async function read(after: string | null) {
    const turn = (latest += 1)
    try {
      const page = await listDataIssues({ state: state.value, batchId: batchId.value, after, limit: PAGE })
      if (turn !== latest) return
      issues.value = after === null ? page.items : [...(issues.value ?? []), ...page.items]
      groups.value = page.groups ?? groups.value
      next.value = page.next
      error.value = null
    } catch (cause) {
      if (turn === latest) error.value = ApiError.from(cause)
    }
  }

  const load = () => read(null)
  const loadMore = () => (next.value === null ? Promise.resolve() : read(next.value))

  /** Answers whether it was noted. */
  async function passOn(ids: string[], passedOn: boolean): Promise<boolean> {
    const noted = await passing.submit({ body: { ids, passedOn } })
    if (noted) await load()
    return noted === true
  }

  return {
    state,
    batchId,
    issues: shallowReadonly(issues),
    groups: shallowReadonly(groups),
    next: shallowReadonly(next),
    error: shallowReadonly(error),
    open,
    pending: passing.pending,
    problem: passing.error,
    load,
    loadMore,
    passOn,
  }
}
