import { defineStore } from 'pinia'
import { computed, shallowRef, watchEffect } from 'vue'
import type { SealedChange } from '../../contract/outbox.ts'
import { ApiError, errorOfAnswer } from '../http/api-error.ts'
import { onSignedOut } from '../http/sign-out.ts'
import { changeOf, readAnswer, sendChange, type Change, type ChangeKind, type Wish } from '../http/change.ts'
import { entryOf, itemOfBox, type Entry, type Item, type Keeper, type Sent } from './outbox-entry.ts'
import { serverNow } from './server-clock.ts'
import { useWaitingStore } from './waiting.ts'

/** What an answer or a final refusal does, whenever it comes. What it needs is in the entry: nobody waits with it in hand. */
interface Ending<Path extends string, Body, Answer> {
  answered?(answer: Answer, entry: Entry<Change & Wish<Path, Body>>): unknown
  /** `waited`: the member had gone on by then. */
  refused?(error: ApiError, entry: Entry<Change & Wish<Path, Body>>, waited: boolean): unknown
}

/** The end of a change that had to wait. `label` null: an earlier page sealed it and nobody could open it. */
export interface Settled {
  label: string | null
  taskId: string | null
  result: Sent<unknown>
}

/** What came of one try; `entry` where it is known by now. */
interface Tried {
  result: Sent<unknown>
  entry: Entry | null
}

const NOT_KEPT: Promise<SealedChange | null> = Promise.resolve(null)

const RETRY_MS = [2_000, 4_000, 8_000, 15_000, 30_000] as const

/**
 * Changes go out one after the other, each once; what meets no network waits, and everything behind it waits too. What
 * waits is kept on the phone, sealed, and goes out after the next log-in of the same member.
 */
export const useOutboxStore = defineStore('outbox', () => {
  const items = shallowRef<readonly Item[]>([])
  const waiting = shallowRef(0)
  /** Of what waits, how many would be lost with the page. */
  const unkept = shallowRef(0)
  const entries = computed(() => items.value.flatMap(({ entry }) => entry ?? []))
  /** Since when the oldest waits, ms by the server's clock; null: nothing waits. */
  const waitingSince = computed(() => (waiting.value > 0 ? (items.value[0]?.at ?? null) : null))
  /** Who awaits the end of a first try, by request id. */
  const firstTries = new Map<string, (result: Sent<unknown>) => void>()
  const endings = new Map<string, ((entry: Entry, result: Sent<unknown>, waited: boolean) => unknown)[]>()
  const listeners = new Set<(settled: Settled) => void>()
  const frame = useWaitingStore()
  let keeper: Keeper | null = null
  let lastKept = NOT_KEPT
  let sending = false
  let halted = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Hand over a change. Resolves after the first try: `waiting` means it stays here and goes out by itself later. */
  function send<Path extends string, Body, Answer>(
    kind: ChangeKind<Path, Body, Answer>,
    wish: Wish<Path, Body>,
    about: Pick<Entry, 'label' | 'taskId'>,
  ): Promise<Sent<Answer>> {
    if (!kind.waits) throw new Error(`${kind.kind} must not wait`)
    const entry = { change: changeOf(kind, wish), ...about }
    const { requestId } = entry.change
    return new Promise(resolve => {
      firstTries.set(requestId, result => resolve(result as Sent<Answer>)) // read by this very kind
      const item = { requestId, kind: kind.kind, at: serverNow(), entry, kept: NOT_KEPT }
      // Before it is sent: a page may be killed with a change on its way.
      if (keeper) keep(item, keeper)
      items.value = [...items.value, item]
      if (waiting.value > 0) holdBack()
      void flush()
    })
  }

  /** One after the other, so that they lie in their order. */
  function keep(item: Item, by: Keeper) {
    const { entry } = item
    if (!entry) return
    lastKept = lastKept.then(() => by.keep({ ...item, entry })).catch(() => null)
    item.kept = lastKept
  }

  /** From now on what waits is kept; what an earlier page left behind goes first. */
  function keepWith(given: Keeper, boxes: readonly SealedChange[]) {
    keeper = given
    for (const item of items.value) keep(item, given)
    const known = new Set(items.value.map(({ requestId }) => requestId))
    const left = boxes.filter(({ requestId }) => !known.has(requestId)).map(itemOfBox)
    items.value = [...left, ...items.value]
    if (left.length > 0) holdBack()
    else countWaiting()
    void flush()
  }

  /** Behind one that waits there is no first try to await: order matters more. */
  function holdBack() {
    waiting.value = items.value.length
    countWaiting()
    for (const tell of firstTries.values()) tell({ state: 'waiting' })
    firstTries.clear()
  }

  function countWaiting() {
    if (waiting.value > 0) waiting.value = items.value.length
    const counted = items.value
    void Promise.all(counted.map(({ kept }) => kept)).then(boxes => {
      if (counted === items.value) unkept.value = waiting.value > 0 ? boxes.filter(box => box === null).length : 0
    })
  }

  /** What had to wait goes as it is kept, with the time at which it happened; a first try, and what is in memory alone, goes as it is. */
  async function attempt(item: Item): Promise<Tried> {
    const { entry, requestId } = item
    try {
      const box = firstTries.has(requestId) ? null : await item.kept
      if (box && keeper) return readOpened(await keeper.send(box))
      if (!entry) return { result: { state: 'waiting' }, entry }
      return { result: { state: 'sent', answer: await sendChange(entry.change) }, entry }
    } catch (cause) {
      const error = ApiError.from(cause)
      if (error.code === 'sealed_by_other') halt()
      const waits = error.passing || error.signedOut || halted
      return { result: waits ? { state: 'waiting' } : { state: 'refused', error }, entry }
    }
  }

  function readOpened(opened: Awaited<ReturnType<Keeper['send']>>): Tried {
    const entry = entryOf(opened)
    if (opened.refusal) return { result: { state: 'refused', error: errorOfAnswer(409, opened.refusal) }, entry }
    return { result: { state: 'sent', answer: readAnswer(opened.kind, opened.answer) }, entry }
  }

  async function settle(item: Item, { result, entry }: Tried) {
    const { requestId } = item
    const tellFirst = firstTries.get(requestId)
    if (entry) for (const end of endings.get(item.kind) ?? []) await end(entry, result, !tellFirst)
    void item.kept.then(box => box && keeper?.drop(requestId))
    items.value = items.value.filter(other => other !== item)
    firstTries.delete(requestId)
    countWaiting()
    if (tellFirst) return tellFirst(result)
    const { label, taskId } = entry ?? { label: null, taskId: null }
    listeners.forEach(listener => listener({ label, taskId, result }))
  }

  /** The member is out, or somebody else is in: nothing goes out from this page any more. What is kept waits for the next. */
  function halt() {
    halted = true
    clearTimeout(timer)
  }

  onSignedOut(halt)
  frame.onWake(() => void flush())
  watchEffect(
    () => {
      frame.count = waiting.value
      frame.since = waitingSince.value
      frame.unkept = unkept.value
      frame.taskIds = entries.value.flatMap(({ taskId }) => taskId ?? [])
    },
    { flush: 'sync' },
  )

  function waitAll() {
    holdBack()
    if (halted) return
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), RETRY_MS[Math.min(failures, RETRY_MS.length - 1)])
    failures += 1
  }

  /** Send what is here, in order, until it is empty or the network is gone again. */
  async function flush() {
    if (sending || halted) return
    sending = true
    try {
      for (let item = items.value[0]; item; item = items.value[0]) {
        const tried = await attempt(item)
        if (tried.result.state === 'waiting') return waitAll()
        failures = 0
        await settle(item, tried)
      }
    } finally {
      sending = false
    }
  }

  /** Say what the answer to a kind of change does, whichever screen is open when it comes. For the setup of stores. */
  function on<Path extends string, Body, Answer>(
    { kind }: ChangeKind<Path, Body, Answer>,
    { answered, refused }: Ending<Path, Body, Answer>,
  ) {
    const end = (entry: Entry, result: Sent<unknown>, waited: boolean) => {
      const own = entry as Entry<Change & Wish<Path, Body>> // told apart by `kind`, as is the answer
      if (result.state === 'sent') return answered?.(result.answer as Answer, own)
      if (result.state === 'refused') return refused?.(result.error, own, waited)
    }
    endings.set(kind, [...(endings.get(kind) ?? []), end])
  }

  /** Be told of every change that had to wait and now has its end. Returns how to stop. */
  function onSettled(listener: (settled: Settled) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  return { items, entries, waiting, waitingSince, unkept, send, keepWith, flush, on, onSettled, halt }
})
