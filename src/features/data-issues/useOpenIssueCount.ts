import { readonly, ref } from 'vue'
import { listDataIssues } from './api.ts'

/** How many data issues the senders are still to be told of; null while it is not known, or could not be asked. */
export function useOpenIssueCount() {
  const count = ref<number | null>(null)

  async function load() {
    const page = await listDataIssues({ state: 'open', batchId: null, after: null, limit: 1 }).catch(() => null)
    if (page?.groups) count.value = page.groups.reduce((sum, group) => sum + group.open, 0)
  }

  return { count: readonly(count), load }
}
