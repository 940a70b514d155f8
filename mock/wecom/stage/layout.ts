import type { StagePhone } from './api.ts'
import { byId, element } from './dom.ts'

const PHONE_WIDTH_PX = 375
const BEZEL_PX = 16
const CHAT_WIDTH_PX = 380
const GAPS_PX = 128
const SMALLEST_SCALE = 0.72

/** Three phones side by side, drawn smaller where there is less room; below that one at a time with a switch. */
export function layOut(phones: readonly StagePhone[]): void {
  const tabs = phones.map(({ label, name, role }) => ({ id: `phone-${label}`, text: `${role} ${name}` }))
  const buttons = [...tabs, { id: 'chat', text: '群聊' }].map(({ id, text }) => {
    const button = element('button', { text, attributes: { type: 'button', 'data-shows': id } })
    button.addEventListener('click', () => show(id))
    return button
  })
  byId('switch', HTMLElement).replaceChildren(...buttons)

  function show(id: string): void {
    document.body.dataset['shows'] = id
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset['shows'] === id))
    for (const section of document.querySelectorAll('.stage > section')) {
      section.classList.toggle('shown', section.id === id || (id === 'chat' && section.classList.contains('chat')))
    }
  }

  function fit(): void {
    const room = innerWidth - CHAT_WIDTH_PX - GAPS_PX
    const scale = Math.min(1, room / (phones.length * (PHONE_WIDTH_PX + BEZEL_PX)))
    document.body.classList.toggle('one-at-a-time', scale < SMALLEST_SCALE)
    document.body.style.setProperty('--scale', String(Math.max(scale, SMALLEST_SCALE)))
  }

  show(tabs[0]?.id ?? 'chat')
  fit()
  addEventListener('resize', fit)
}
