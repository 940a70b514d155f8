import type { SimulatedMessage } from '../types.ts'
import { copyToPhones, fetchGroups, fetchMessages, onMessage, say, type StageGroup, type StagePhone } from './api.ts'
import { dayAt } from '../../../domain/time/clock.ts'
import { copiedChat, onPhone } from './chat-text.ts'
import { byId, element, fillSelect } from './dom.ts'
import { makeMessage } from './message-view.ts'
import type { PhonesView } from './phones-view.ts'

/** App messages to people have no group; they are shown under a name of their own. */
const DIRECT = 'direct'
const NEAR_END_PX = 80

/** The group chat: read live, written to as any member, copied to the phones. Answers which group is shown. */
export async function showChat(phones: readonly StagePhone[], phonesView: PhonesView) {
  const select = byId('chat-group', HTMLSelectElement)
  const list = byId('chat-messages', HTMLOListElement)
  const messages = new Map<number, SimulatedMessage>()
  let groups: StageGroup[] = []

  const speaker = () => new FormData(byId('chat-say', HTMLFormElement)).get('userId')
  const shownMessages = () =>
    [...messages.values()].filter(({ chatId }) => (chatId ?? DIRECT) === select.value).sort((a, b) => a.id - b.id)

  function openLink(url: string): void {
    phonesView.open(String(speaker()), origin => onPhone(url, origin))
  }

  function render(): void {
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX
    let day = ''
    const rows = shownMessages().flatMap(message => {
      const newDay = dayAt(message.at) === day ? [] : [element('li', { class: 'day', text: dayAt(message.at) })]
      day = dayAt(message.at)
      return [...newDay, makeMessage(message, openLink)]
    })
    list.replaceChildren(...(rows.length > 0 ? rows : [element('li', { class: 'empty', text: '还没有人说话' })]))
    if (atEnd) list.scrollTop = list.scrollHeight
  }

  function showGroup(): void {
    const members = groups.find(({ chatId }) => chatId === select.value)?.members ?? []
    const inOrder = [...members].sort((a, b) => phoneRank(phones, a.userId) - phoneRank(phones, b.userId))
    const speakers = byId('chat-say', HTMLFormElement).elements.namedItem('userId')
    if (speakers instanceof HTMLSelectElement) {
      fillSelect(
        speakers,
        inOrder.map(({ userId, name }) => ({ value: userId, text: name })),
      )
    }
    list.scrollTop = list.scrollHeight
    render()
  }

  async function refreshGroups(): Promise<void> {
    groups = (await fetchGroups()).filter(({ visible }) => visible)
    const options = groups.map(({ chatId, name, members }) => ({ value: chatId, text: `${name}(${members.length})` }))
    fillSelect(select, [...options, { value: DIRECT, text: '应用消息(发给个人)' }])
  }

  async function take(message: SimulatedMessage): Promise<void> {
    messages.set(message.id, message)
    const isKnown = message.chatId === null || groups.some(({ chatId }) => chatId === message.chatId)
    if (!isKnown) await refreshGroups()
    render()
  }

  listenToCopying(list, () => copiedChat(shownMessages()))
  listenToSaying(() => select.value)
  select.addEventListener('change', showGroup)
  await refreshGroups()
  select.value = chooseFirstGroup(groups, phones)
  for (const message of await fetchMessages()) messages.set(message.id, message)
  showGroup()
  list.scrollTop = list.scrollHeight
  onMessage(Math.max(0, ...messages.keys()), message => void take(message))
  return { currentChatId: () => (select.value === DIRECT ? null : select.value) }
}

/** People with a phone on the stage come first. */
function phoneRank(phones: readonly StagePhone[], userId: string): number {
  const index = phones.findIndex(phone => phone.userId === userId)
  return index === -1 ? phones.length : index
}

/** The smallest group that holds the most people of the stage. */
function chooseFirstGroup(groups: readonly StageGroup[], phones: readonly StagePhone[]): string {
  const held = ({ members }: StageGroup) =>
    phones.filter(({ userId }) => members.some(member => member.userId === userId)).length
  const [first] = [...groups].sort((a, b) => held(b) - held(a) || a.members.length - b.members.length)
  return first?.chatId ?? DIRECT
}

/** What is copied here can be pasted on every phone, as if it had been copied in the chat. */
function listenToCopying(list: HTMLElement, wholeChat: () => string): void {
  list.addEventListener('copy', () => void copyToPhones(String(getSelection() ?? '')))
  const button = byId('chat-copy', HTMLButtonElement)
  button.addEventListener('click', async () => {
    const text = wholeChat()
    await Promise.allSettled([copyToPhones(text), navigator.clipboard.writeText(text)])
    button.textContent = '已复制'
    setTimeout(() => (button.textContent = '复制全部'), 2_000)
  })
}

function listenToSaying(currentGroup: () => string): void {
  const form = byId('chat-say', HTMLFormElement)
  const text = form.elements.namedItem('text')
  async function send(): Promise<void> {
    const data = new FormData(form)
    const words = { chatId: currentGroup(), userId: String(data.get('userId')), text: String(data.get('text')) }
    const response = words.text.trim() === '' ? null : await say(words)
    if (response?.ok && text instanceof HTMLTextAreaElement) text.value = ''
  }
  form.addEventListener('submit', event => {
    event.preventDefault()
    void send()
  })
  form.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.target !== text) return
    event.preventDefault()
    void send()
  })
}
