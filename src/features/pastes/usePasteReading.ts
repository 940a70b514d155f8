import { onScopeDispose, readonly, ref } from 'vue'
import { useChange } from '../../http/useChange.ts'
import { readPaste } from './api.ts'
import { serverNow } from '../../app/server-clock.ts'
import { usePasteStore } from './store.ts'
import { readClipboard } from '../../wecom/sdk.ts'

export type Phase = 'clipboard' | 'box' | 'reading' | 'shown'

/** Longer than the client needs to hand over its clipboard; then the paste box is quicker. */
const PATIENCE_MS = 2_500

/**
 * From the tap to the cards: the clipboard where the client gives it, else the paste box. The text is held only until the
 * server has answered; meanwhile the same rules, loaded here for the first time, count who is spoken of.
 */
export function usePasteReading() {
  const pastes = usePasteStore()
  const reading = useChange(readPaste)
  const phase = ref<Phase>(pastes.reading ? 'shown' : 'clipboard')
  const problem = ref<string | null>(null)
  const counted = ref(0)
  /** What could not be sent, to be sent again; empty otherwise. */
  const unread = ref('')
  let touched = false

  async function start() {
    pastes.forget()
    phase.value = 'clipboard'
    const patience = setTimeout(showBox, PATIENCE_MS)
    const text = await clipboardText()
    clearTimeout(patience)
    if (isWaiting() && text.trim() !== '') await read(text)
    else if (phase.value === 'clipboard') showBox()
  }

  /** A clipboard that comes late is still read, unless somebody has begun to type. */
  const isWaiting = () => phase.value === 'clipboard' || (phase.value === 'box' && !touched && unread.value === '')

  function showBox() {
    touched = false
    phase.value = 'box'
  }

  function touch() {
    touched = true
  }

  async function read(text: string) {
    phase.value = 'reading'
    problem.value = null
    counted.value = 0
    void preview(text)
    const answer = await reading.submit({ body: { text } })
    if (answer) pastes.show(answer)
    problem.value = reading.error.value?.message ?? null
    unread.value = answer ? '' : text
    phase.value = answer ? 'shown' : 'box'
  }

  /** Only a foretaste: where the rules cannot be loaded, the answer comes all the same. */
  async function preview(text: string) {
    const rules = await import('./preview-paste.ts').catch(() => null)
    await rules?.previewPaste(
      text,
      serverNow(),
      residents => (counted.value = residents),
      () => phase.value !== 'reading',
    )
  }

  onScopeDispose(() => (unread.value = ''))

  return {
    phase: readonly(phase),
    problem: readonly(problem),
    counted: readonly(counted),
    unread: readonly(unread),
    start,
    showBox,
    touch,
    read,
  }
}

/** Empty where the client does not give its clipboard. */
const clipboardText = (): Promise<string> => readClipboard().catch(() => '')
