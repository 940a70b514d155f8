import { readonly, ref, shallowRef } from 'vue'
import type { MatchCandidate } from '../../../contract/pastes.ts'
import { findCandidates } from './api.ts'
import { ApiError } from '../../http/api-error.ts'

const CODE_OR_TAIL = /^(?:\d{4}|[0-9A-Z]{5})$/

/** Tasks that a typed code or tail may mean; which one a message is about the person decides. */
export function useTaskFinder() {
  /** Null: nothing was looked for yet. */
  const found = shallowRef<readonly MatchCandidate[] | null>(null)
  const problem = ref<string | null>(null)
  const pending = ref(false)

  async function find(typed: string) {
    const search = typed.normalize('NFKC').toUpperCase().replace(/[#\s]/g, '')
    found.value = null
    problem.value = CODE_OR_TAIL.test(search) ? null : '请输入 5 位任务码，或手机号后 4 位。'
    if (problem.value !== null || pending.value) return
    pending.value = true
    try {
      found.value = await findCandidates(search)
    } catch (cause) {
      problem.value = ApiError.from(cause).message
    } finally {
      pending.value = false
    }
  }

  return { found: readonly(found), problem: readonly(problem), pending: readonly(pending), find }
}
