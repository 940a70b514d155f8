import { readonly, shallowRef } from 'vue'

export interface ToastAction {
  label: string
  run(): unknown
}

export interface Toast {
  id: string
  text: string
  /** A failure stays until it is read. */
  tone: 'quiet' | 'failure'
  action: ToastAction | null
}

const QUIET_MS = 3_500
const WITH_ACTION_MS = 10_000

const toast = shallowRef<Toast | null>(null)
let count = 0
let timer: ReturnType<typeof setTimeout> | undefined

function show(next: Omit<Toast, 'id'>, forMs: number | null) {
  clearTimeout(timer)
  count += 1
  toast.value = { id: String(count), ...next }
  if (forMs !== null) timer = setTimeout(dismiss, forMs)
}

function dismiss() {
  toast.value = null
}

/** One quiet line above the big button; the newest replaces the one before. */
export function useToasts() {
  const say = (text: string, action: ToastAction | null = null) =>
    show({ text, tone: 'quiet', action }, action ? WITH_ACTION_MS : QUIET_MS)
  const fail = (text: string, action: ToastAction | null = null) => show({ text, tone: 'failure', action }, null)

  return { toast: readonly(toast), say, fail, dismiss }
}
