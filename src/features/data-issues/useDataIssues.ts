import { computed, ref, shallowReadonly, shallowRef } from 'vue'
import type { DataIssue, DataIssueGroup, DataIssueState } from '../../../contract/data-issues.ts'
import { listDataIssues, passOnDataIssues } from './api.ts'
import { useChange } from '../../http/useChange.ts'
import { appendItems, noPages, startAnew, usePages, type Pages } from '../../http/usePages.ts'

const PAGE = 50

/** What is wrong in the lists, by list, and which of it the senders were told of. */
export function useDataIssues() {
  const state = ref<DataIssueState>('open')
  const batchId = ref<string | null>(null)
  const list = shallowRef<Pages<DataIssue>>(noPages())
  /** Null while nothing is read. */
  const issues = computed(() => (list.value.loaded ? list.value.items : null))
  const groups = shallowRef<readonly DataIssueGroup[]>([])
  const next = computed(() => list.value.next)
  const passing = useChange(passOnDataIssues)
  const open = computed(() => groups.value.reduce((sum, group) => sum + group.open, 0))

  async function readPage(after: string | null) {
    const page = await listDataIssues({ state: state.value, batchId: batchId.value, after, limit: PAGE })
    groups.value = page.groups ?? groups.value
    return page
  }

  const { error, load, loadMore } = usePages({
    list,
    read: readPage,
    refresh: startAnew,
    append: appendItems,
    subject: () => `${state.value} ${batchId.value}`,
  })

  /** Answers whether it was noted. */
  async function passOn(ids: string[], passedOn: boolean): Promise<boolean> {
    const noted = await passing.submit({ body: { ids, passedOn } })
    if (noted) await load()
    return noted === true
  }

  return {
    state,
    batchId,
    issues,
    groups: shallowReadonly(groups),
    next,
    error,
    open,
    pending: passing.pending,
    problem: passing.error,
    load,
    loadMore,
    passOn,
  }
}
