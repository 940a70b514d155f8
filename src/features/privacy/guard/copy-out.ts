import type { CopyWay } from '../../../../contract/audit.ts'

/** Said to the person, and what the clipboard holds after a copy. */
export const COPY_NOTICE = '信息不能复制到外部'

/**
 * Marks a field whose text came from elsewhere (a pasted report): it can be worked on, not copied again. The mark is in
 * the page, so that the page's guard finds what the early one saw.
 */
const KEPT_IN = 'data-no-copy'
const FIELDS = 'input, textarea'
/** Select all, print, save as. Copy and cut answer by their own events. */
const REFUSED_KEYS: Readonly<Record<string, CopyWay | undefined>> = { a: 'select', p: 'print', s: 'save' }

const elementOf = ({ target }: Event) => (target instanceof Element ? target : null)

/** The field an event happened in; typing, selecting and pasting stay possible there. */
const fieldOf = (event: Event): Element | null => elementOf(event)?.closest(FIELDS) ?? null

function mayCopy(event: Event): boolean {
  const field = fieldOf(event)
  return field !== null && !field.hasAttribute(KEPT_IN)
}

/**
 * Refuses every way a page offers to carry text out of it. `refused` is told which a person tried.
 * Returns how to stop. Screenshots and a second camera are beyond a page (`docs/privacy.md`).
 */
export function guardCopyOut(page: Document, refused: (way: CopyWay) => void): () => void {
  function refuse(event: Event, way: CopyWay) {
    event.preventDefault()
    refused(way)
  }

  function answerCopy(event: ClipboardEvent) {
    if (mayCopy(event)) return
    event.clipboardData?.setData('text/plain', COPY_NOTICE)
    refuse(event, event.type === 'cut' ? 'cut' : 'copy')
  }

  function refuseMenu(event: Event) {
    if (!fieldOf(event)) refuse(event, 'menu')
  }

  /** A plain press begins a selection on desktops: prevented without a word. */
  function selectNothing(event: Event) {
    if (!fieldOf(event)) event.preventDefault()
  }

  function refuseKey(event: KeyboardEvent) {
    const key = event.key.toLowerCase()
    const way = event.ctrlKey || event.metaKey ? REFUSED_KEYS[key] : undefined
    if (way && (way !== 'select' || !fieldOf(event))) refuse(event, way)
  }

  function refuseDrag(event: Event) {
    if (!mayCopy(event)) refuse(event, 'drag')
  }

  const rememberPaste = (event: Event) => fieldOf(event)?.setAttribute(KEPT_IN, '')

  const stops = [
    on(page, 'copy', answerCopy),
    on(page, 'cut', answerCopy),
    on(page, 'contextmenu', refuseMenu),
    on(page, 'dragstart', refuseDrag),
    on(page, 'selectstart', selectNothing),
    on(page, 'keydown', refuseKey),
    on(page, 'paste', rememberPaste),
    listen(page.defaultView, 'beforeprint', () => refused('print')),
  ]
  return () => stops.forEach(stop => stop())
}

/** First of all listeners, so that no part of the page can let something through. */
function on<K extends keyof DocumentEventMap>(
  page: Document,
  type: K,
  listener: (event: DocumentEventMap[K]) => void,
): () => void {
  page.addEventListener(type, listener, true)
  return () => page.removeEventListener(type, listener, true)
}

function listen(target: EventTarget | null, type: string, listener: () => void): () => void {
  target?.addEventListener(type, listener)
  return () => target?.removeEventListener(type, listener)
}
