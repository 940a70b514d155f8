import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ChatterLine, MatchCandidate, PasteAnswer, PasteResults } from '../../../contract/pastes.ts'
import type { RecordSummary } from '../../../contract/records.ts'
import { recordPastes } from './api.ts'
import * as pastes from './paste-cards.ts'
import { recentRecordOf } from '../inbox/recent-records.ts'
import { useInboxStore } from '../inbox/store.ts'
import type { Sent } from '../../app/outbox-entry.ts'
import { useOutboxStore } from '../../app/outbox.ts'

type Item = pastes.PasteItem

/** In one request: it is answered within the time a phone waits. */
const AT_ONCE = 100

interface Reading {
  items: readonly Item[]
  messages: number
  /** Looked through on this screen only; gone when it is left. */
  chatter: readonly ChatterLine[]
  /** How many there are, whether or not they can still be looked at. */
  chatterCount: number
}

/** What the last paste told, and what was decided about it. The text itself is not kept: it leaves with the request. */
export const usePasteStore = defineStore('pastes', () => {
  const outbox = useOutboxStore()
  const inbox = useInboxStore()
  const reading = shallowRef<Reading | null>(null)
  /** Cards that are being recorded, as they were then: another text may be shown by the time of the answer. */
  const onTheWay = new Map<string, Item>()
  const clear = computed(() => (reading.value?.items ?? []).filter(pastes.isClear))

  /** What the server read in a text. */
  function show(answer: PasteAnswer) {
    const { messages, chatter } = answer
    reading.value = { items: pastes.itemsOf(answer), messages, chatter, chatterCount: chatter.length }
  }

  function forget() {
    reading.value = null
  }

  function update(items: readonly Item[]) {
    if (reading.value) reading.value = { ...reading.value, items }
  }

  const change = (key: string, changes: Partial<Item>) =>
    update((reading.value?.items ?? []).map(item => (item.card.key === key ? { ...item, ...changes } : item)))

  const choose = (key: string, chosen: MatchCandidate) =>
    update((reading.value?.items ?? []).map(item => (item.card.key === key ? pastes.chooseTask(item, chosen) : item)))

  const skip = (key: string) => change(key, { state: 'skipped' })
  const unskip = (key: string) => change(key, { state: 'open' })

  /** A line of the chatter that speaks of a resident after all: first of the cards, to be filled in by hand. */
  function takeUp(line: ChatterLine) {
    if (!reading.value) return
    const { items, chatter, chatterCount } = reading.value
    const rest = chatter.filter(({ message }) => message !== line.message)
    if (items.some(({ card }) => card.key === line.key)) return
    const taken = [pastes.itemOfLine(line), ...items]
    reading.value = { ...reading.value, items: taken, chatter: rest, chatterCount: chatterCount - 1 }
  }

  /** It was chatter indeed. */
  function putAside(key: string) {
    const line = reading.value?.items.find(({ card }) => card.key === key)?.line
    if (!reading.value || !line) return
    const items = reading.value.items.filter(({ card }) => card.key !== key)
    const chatter = [...reading.value.chatter, line].sort((a, b) => a.message - b.message)
    reading.value = { ...reading.value, items, chatter, chatterCount: reading.value.chatterCount + 1 }
  }

  /** The screen is left: what was put aside is not kept. */
  function dropChatter() {
    if (reading.value) reading.value = { ...reading.value, chatter: [] }
  }

  /** Record these in the order of the text; answers with what became of each request. */
  async function record(items: readonly Item[]): Promise<Sent<PasteResults>[]> {
    items.forEach(item => change(item.card.key, { state: 'sending', edited: item.edited, problem: null }))
    const sent: Sent<PasteResults>[] = []
    for (let start = 0; start < items.length; start += AT_ONCE)
      sent.push(await sendSome(items.slice(start, start + AT_ONCE)))
    return sent
  }

  function sendSome(items: readonly Item[]): Promise<Sent<PasteResults>> {
    const [first] = items
    const alone = items.length === 1 ? first?.chosen : null
    const label = `${recordPastes.label} ${alone ? `#${alone.code}` : `${items.length} 条`}`
    items.forEach(item => onTheWay.set(item.card.key, item))
    const body = { items: items.flatMap(pastes.requestOf) }
    return outbox.send(recordPastes, { body }, { label, taskId: alone?.taskId ?? null })
  }

  outbox.on(recordPastes, {
    answered({ results }) {
      update(pastes.applyResults(reading.value?.items ?? [], results))
      for (const { key, record: made } of results) {
        const task = onTheWay.get(key)?.chosen
        onTheWay.delete(key)
        if (made && task) remember(key, task, made)
      }
    },
    refused({ message }, { change: { body } }) {
      for (const { key } of body.items) {
        onTheWay.delete(key)
        change(key, { state: 'open', problem: { text: message, changes: [] } })
      }
    },
  })

  function remember(key: string, task: MatchCandidate, made: RecordSummary) {
    const { taskId, code, name, phoneTail } = task
    const { taskVersion } = made
    const report = { id: `${key} ${taskId}`, taskId, taskVersion, code, name, phoneTail, line: '' }
    inbox.remember({ ...recentRecordOf(made, report), pasteKey: key })
  }

  inbox.onUndone(({ pasteKey }, { taskVersion }) => {
    if (pasteKey !== undefined) update(pastes.comeBack(reading.value?.items ?? [], pasteKey, taskVersion))
  })

  return { reading, clear, show, forget, choose, skip, unskip, takeUp, putAside, dropChatter, record }
})
