import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { ApiError } from '../http/api-error.ts'
import { changeOf, sendChange, type Change, type ChangeKind, type Wish } from '../http/change.ts'

/** A change on its way, as plain data. It lives in memory only: it holds a resident's data, which must not stay on the phone. */
export interface Entry<C extends Change = Change> {
  readonly change: C
  /** What a person knows it by: 「无人接听 #K7Q2M」. */
  readonly label: string
  /** The task to look at where it is refused; null: several. */
  readonly taskId: string | null
}

export type Sent<T> = { state: 'sent'; answer: T } | { state: 'waiting' } | { state: 'refused'; error: ApiError }

/** What an answer or a final refusal does, whenever it comes. What it needs is in the entry: nobody waits with it in hand. */
interface Ending<Path extends string, Body, Answer> {
  answered?(answer: Answer, entry: Entry<Change & Wish<Path, Body>>): unknown
  /** `waited`: the member had gone on by then. */
  refused?(error: ApiError, entry: Entry<Change & Wish<Path, Body>>, waited: boolean): unknown
}

/** The end of a change that had to wait. */
export interface Settled {
  label: string
  taskId: string | null
  result: Sent<unknown>
}

const RETRY_MS = [2_000, 4_000, 8_000, 15_000, 30_000] as const

/** Changes go out one after the other, each once; what meets no network waits, and everything behind it waits too. */
export const useOutboxStore = defineStore('outbox', () => {
  const entries = shallowRef<readonly Entry[]>([])
  const waiting = shallowRef(0)
  /** Who awaits the end of a first try, by request id. */
  const firstTries = new Map<string, (result: Sent<unknown>) => void>()
  const endings = new Map<string, ((entry: Entry, result: Sent<unknown>, waited: boolean) => unknown)[]>()
  const listeners = new Set<(settled: Settled) => void>()
  let sending = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Hand over a change. Resolves after the first try: `waiting` means it stays here and goes out by itself later. */
  function send<Path extends string, Body, Answer>(
    kind: ChangeKind<Path, Body, Answer>,
    wish: Wish<Path, Body>,
    about: Pick<Entry, 'label' | 'taskId'>,
  ): Promise<Sent<Answer>> {
    if (!kind.waits) throw new Error(`${kind.kind} must not wait`)
    const change = changeOf(kind, wish)
    return new Promise(resolve => {
      firstTries.set(change.requestId, result => resolve(result as Sent<Answer>)) // read by this very kind
      entries.value = [...entries.value, { change, ...about }]
      if (waiting.value > 0) holdBack()
      void flush()
    })
  }

  /** Behind one that waits there is no first try to await: order matters more. */
  function holdBack() {
    waiting.value = entries.value.length
    for (const tell of firstTries.values()) tell({ state: 'waiting' })
    firstTries.clear()
  }

  async function attempt({ change }: Entry): Promise<Sent<unknown>> {
    try {
      return { state: 'sent', answer: await sendChange(change) }
    } catch (cause) {
      const error = ApiError.from(cause)
      return error.passing ? { state: 'waiting' } : { state: 'refused', error }
    }
  }

  async function settle(entry: Entry, result: Sent<unknown>) {
    const { change, label, taskId } = entry
    const tellFirst = firstTries.get(change.requestId)
    for (const end of endings.get(change.kind) ?? []) await end(entry, result, !tellFirst)
    entries.value = entries.value.filter(other => other !== entry)
    firstTries.delete(change.requestId)
    if (waiting.value > 0) waiting.value = entries.value.length
    if (tellFirst) return tellFirst(result)
    listeners.forEach(listener => listener({ label, taskId, result }))
  }

  function waitAll() {
    holdBack()
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), RETRY_MS[Math.min(failures, RETRY_MS.length - 1)])
    failures += 1
  }

  /** Send what is here, in order, until it is empty or the network is gone again. */
  async function flush() {
    if (sending) return
    sending = true
    try {
      for (let entry = entries.value[0]; entry; entry = entries.value[0]) {
        const result = await attempt(entry)
        if (result.state === 'waiting') return waitAll()
        failures = 0
        await settle(entry, result)
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

  return { entries, waiting, send, flush, on, onSettled }
})
