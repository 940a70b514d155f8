import { computed, readonly, ref, shallowRef } from 'vue'
import type { MatchCandidate } from '../../../contract/pastes.ts'
import { useChange } from '../../http/useChange.ts'
import { findCandidates } from './api.ts'

const CODE_OR_TAIL = /^(?:\d{4}|[0-9A-Z]{5})$/

/** Tasks that a typed code or tail may mean; which one a message is about the person decides. */
export function useTaskFinder() {
  const { submit, pending, error, forget } = useChange(findCandidates)
  /** Null: nothing was looked for yet. */
  const found = shallowRef<readonly MatchCandidate[] | null>(null)
  const mistyped = ref(false)
  const problem = computed(() =>
    mistyped.value ? '请输入 5 位任务码，或手机号后 4 位。' : (error.value?.message ?? null),
  )

  async function find(text: string) {
    const search = text.normalize('NFKC').toUpperCase().replace(/[#\s]/g, '')
    forget()
    found.value = null
    mistyped.value = !CODE_OR_TAIL.test(search)
    if (mistyped.value) return
    const answer = await submit({ body: { search } })
    if (answer) found.value = answer.candidates
  }

  return { found: readonly(found), problem, pending, find }
}
