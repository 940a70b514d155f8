import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ReportFields } from '../../contract/report-fields.ts'
import { ApiError } from '../http/api-error.ts'
import { newId } from '../http/new-id.ts'

/** A change on its way. It lives in memory only: it holds a resident's data, which must not stay on the phone. */
export interface Outgoing<T = unknown> {
  /** What a person knows it by: 「无人接听 #K7Q2M」. */
  label: string
  taskId: string
  /** What a person typed; it comes back to them should the change be refused after all. */
  typed?: ReportFields
  /** Sends it. Called again with the same id until an answer comes, so the server counts it once. */
  send(requestId: string): Promise<T>
}

export type Sent<T> = { state: 'sent'; answer: T } | { state: 'waiting' } | { state: 'refused'; error: ApiError }

interface Entry extends Outgoing {
  requestId: string
  /** Told of the first try's end; the end of one that had to wait is told by `onSettled`. */
  firstTry(result: Sent<unknown>): void
  waited: boolean
}

export interface Settled {
  label: string
  taskId: string
  typed: ReportFields | null
  result: Sent<unknown>
}

const RETRY_MS = [2_000, 4_000, 8_000, 15_000, 30_000] as const

/** Changes go out one after the other, each once; what meets no network waits, and everything behind it waits too. */
export const useOutboxStore = defineStore('outbox', () => {
  const entries = shallowRef<readonly Entry[]>([])
  const listeners = new Set<(settled: Settled) => void>()
  /** What was typed for changes that waited and were refused in the end, by task. */
  const refused = new Map<string, ReportFields>()
  let sending = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const waiting = shallowRef(0)
  const stuck = computed(() => waiting.value > 0)

  /** Hand over a change. Resolves after the first try: `waiting` means it stays here and goes out by itself later. */
  function send<T>(change: Outgoing<T>): Promise<Sent<T>> {
    return new Promise(resolve => {
      const entry: Entry = {
        ...change,
        requestId: newId(),
        waited: false,
        firstTry: result => resolve(result as Sent<T>),
      }
      entries.value = [...entries.value, entry]
      if (stuck.value) holdBack(entry)
      void flush()
    })
  }

  /** Behind one that waits there is no first try to await: order matters more. */
  function holdBack(entry: Entry) {
    waiting.value = entries.value.length
    entry.waited = true
    entry.firstTry({ state: 'waiting' })
  }

  async function attempt(entry: Entry): Promise<Sent<unknown>> {
    try {
      return { state: 'sent', answer: await entry.send(entry.requestId) }
    } catch (cause) {
      const error = ApiError.from(cause)
      return error.passing ? { state: 'waiting' } : { state: 'refused', error }
    }
  }

  function settle(entry: Entry, result: Sent<unknown>) {
    entries.value = entries.value.filter(other => other !== entry)
    if (!entry.waited) return entry.firstTry(result)
    const { label, taskId, typed = null } = entry
    if (result.state === 'refused' && typed) refused.set(taskId, typed)
    listeners.forEach(listener => listener({ label, taskId, typed, result }))
  }

  function waitAll() {
    entries.value.forEach(holdBack)
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
        settle(entry, result)
        if (stuck.value) waiting.value = entries.value.length
      }
    } finally {
      sending = false
    }
  }

  /** Be told of every change that had to wait and now has its answer. Returns how to stop. */
  function onSettled(listener: (settled: Settled) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  /** What was typed for this task and refused after waiting; once. */
  function takeBack(taskId: string): ReportFields | null {
    const typed = refused.get(taskId) ?? null
    refused.delete(taskId)
    return typed
  }

  return { waiting, send, flush, onSettled, takeBack }
})
