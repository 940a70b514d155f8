import { onMounted, onScopeDispose, readonly, ref, type Ref } from 'vue'

/** Within this time a second tap belongs to the button of the screen before. */
const DOUBLE_TAP_MS = 400

/** False for the first moment of a part, so that the second tap of a tired thumb neither rings nor posts anything there. */
export function useArmed(): Readonly<Ref<boolean>> {
  const armed = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onMounted(() => (timer = setTimeout(() => (armed.value = true), DOUBLE_TAP_MS)))
  onScopeDispose(() => clearTimeout(timer))
  return readonly(armed)
}
