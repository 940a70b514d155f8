import { onScopeDispose, shallowReadonly, shallowRef } from 'vue'
import type { Reveal, RevealField } from '../../../../contract/reveals.ts'
import { revealField } from './api.ts'
import { useChange } from '../../../http/useChange.ts'

/** A clear value on the screen. */
export interface ShownValue {
  field: RevealField
  /** Of several persons behind one number; null: the first. */
  subjectId: string | null
  value: string
  seconds: number
}

/** One clear value at a time, held here only: gone after its seconds, with the screen, and when the page is left. */
export function useReveal(taskId: string) {
  const shown = shallowRef<ShownValue | null>(null)
  const { submit, forget, pending, error } = useChange(revealField)
  let timer: ReturnType<typeof setTimeout> | undefined
  let left = false

  function mask() {
    clearTimeout(timer)
    shown.value = null
  }

  /** True where it is shown now. */
  async function reveal(wanted: Reveal): Promise<boolean> {
    mask()
    const answer = await submit({ taskId, body: wanted })
    if (!answer) return false
    if (left || document.hidden) return true
    shown.value = { ...answer, field: wanted.field, subjectId: wanted.subjectId ?? null }
    timer = setTimeout(mask, answer.seconds * 1000)
    return true
  }

  document.addEventListener('visibilitychange', mask)
  window.addEventListener('pagehide', mask)
  onScopeDispose(() => {
    left = true
    mask()
    document.removeEventListener('visibilitychange', mask)
    window.removeEventListener('pagehide', mask)
  })

  return { shown: shallowReadonly(shown), reveal, forget, pending, error }
}
