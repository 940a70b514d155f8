import { openFrom, type StagePhone } from './api.ts'
import { element } from './dom.ts'

const ENTRY_NAMES: Record<string, string> = { normal: '从工作台', chat_attachment: '从群聊' }

export interface PhonesView {
  /** Opens an address on the phone of this member, if there is one. */
  open(userId: string, toUrl: (phoneOrigin: string) => string): boolean
}

/** Three phones, each a page of the real app on a host of its own. `currentChatId`: the group shown beside them. */
export function showPhones(
  stage: HTMLElement,
  phones: readonly StagePhone[],
  currentChatId: () => string | null,
): PhonesView {
  const frames = new Map<string, { frame: HTMLIFrameElement; origin: string }>()
  const shown = phones.map(phone => {
    const origin = `${location.protocol}//${phone.label}.${location.host}`
    const frame = makeFrame(phone, origin)
    frames.set(phone.userId, { frame, origin })
    return makePhone(phone, frame, origin, currentChatId)
  })
  stage.prepend(...shown)
  reopenClosedPhones(frames)

  function open(userId: string, toUrl: (phoneOrigin: string) => string): boolean {
    const phone = frames.get(userId)
    if (phone) phone.frame.src = toUrl(phone.origin)
    return phone !== undefined
  }
  return { open }
}

function makeFrame({ name, role }: StagePhone, origin: string): HTMLIFrameElement {
  const attributes = { src: `${origin}/`, title: `${role} ${name} 的手机`, allow: 'clipboard-read; clipboard-write' }
  return element('iframe', { attributes })
}

function makePhone(
  phone: StagePhone,
  frame: HTMLIFrameElement,
  origin: string,
  currentChatId: () => string | null,
): HTMLElement {
  const label = element(
    'div',
    { class: 'who' },
    element('b', { text: phone.name }),
    element('span', { text: phone.role }),
  )
  const header = element('header', {}, label, makeEntry(phone, frame, currentChatId), makeButtons(frame, origin))
  const body = element('div', { class: 'body' }, frame)
  return element('section', { class: 'phone', attributes: { id: `phone-${phone.label}` } }, header, body)
}

/** Where the page is opened from decides what it may send; a change opens it anew. */
function makeEntry(phone: StagePhone, frame: HTMLIFrameElement, currentChatId: () => string | null): HTMLSelectElement {
  const options = Object.entries(ENTRY_NAMES).map(([value, text]) => element('option', { text, attributes: { value } }))
  const select = element(
    'select',
    { attributes: { 'aria-label': `${phone.name}从哪里打开页面`, title: '从工作台打开,或从群聊的附件栏打开' } },
    ...options,
  )
  select.value = phone.entry in ENTRY_NAMES ? phone.entry : 'normal'
  select.addEventListener('change', async () => {
    await openFrom(phone.label, select.value, select.value === 'normal' ? null : currentChatId())
    reload(frame)
  })
  return select
}

function makeButtons(frame: HTMLIFrameElement, origin: string): HTMLElement {
  const capture = element('button', { text: '截屏', attributes: { type: 'button', title: '让手机截一次屏' } })
  capture.addEventListener('click', () => frame.contentWindow?.postMessage({ simulation: 'capture-screen' }, origin))
  const again = element('button', { text: '重开', attributes: { type: 'button', title: '重新打开页面' } })
  again.addEventListener('click', () => reload(frame, origin))
  return element('div', { class: 'buttons' }, capture, again)
}

function reload(frame: HTMLIFrameElement, origin = new URL(frame.src).origin): void {
  frame.src = `${origin}/?opened=${Date.now()}`
}

/** A page that closed its window leaves an empty phone with a way back in. */
function reopenClosedPhones(frames: ReadonlyMap<string, { frame: HTMLIFrameElement; origin: string }>): void {
  window.addEventListener('message', event => {
    const closed = [...frames.values()].find(({ frame }) => frame.contentWindow === event.source)
    const notice: unknown = event.data
    if (!closed || event.origin !== closed.origin || !isClosing(notice)) return
    const reopen = element('button', { class: 'reopen', text: '页面已关闭,重新打开', attributes: { type: 'button' } })
    reopen.addEventListener('click', () => {
      reopen.remove()
      reload(closed.frame, closed.origin)
    })
    closed.frame.parentElement?.append(reopen)
  })
}

function isClosing(notice: unknown): boolean {
  return (
    typeof notice === 'object' && notice !== null && 'simulation' in notice && notice.simulation === 'window-closed'
  )
}
