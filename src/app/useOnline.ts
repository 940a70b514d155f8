import { onScopeDispose, readonly, ref, type Ref } from 'vue'

/** Whether the phone says it has a network; `cameBack` is called each time it returns. */
export function useOnline(cameBack: () => void): Readonly<Ref<boolean>> {
  const online = ref(navigator.onLine)
  const update = () => {
    online.value = navigator.onLine
    if (online.value) cameBack()
  }
  window.addEventListener('online', update)
  window.addEventListener('offline', update)
  onScopeDispose(() => {
    window.removeEventListener('online', update)
    window.removeEventListener('offline', update)
  })
  return readonly(online)
}
