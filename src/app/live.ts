import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { StreamEvent } from '../../contract/stream.ts'
import { getSession } from './session-api.ts'
import { onSignedOut } from '../http/sign-out.ts'
import { openStream } from './stream-api.ts'
import { serverNow } from './server-clock.ts'

/** `event` null: nobody knows what was missed, reload what is shown. */
export type LiveListener = (event: StreamEvent | null) => void

const POLL_MS = 15_000
const REOPEN_MS = 30_000
/** Without a stream nobody tells that the session was ended elsewhere: within five seconds nothing is to be read any more. */
const SESSION_MS = 4_000
const QUIET_MS = 1_200
/** Shorter breaks are not worth a word: the browser reconnects within three seconds. */
const PATIENCE_MS = 8_000

const askSession = () => void getSession().catch(() => undefined)

/** One event stream for the whole page. Where a gateway blocks it, the page asks again every 15 s instead. */
export const useLiveStore = defineStore('live', () => {
  const listeners = new Set<LiveListener>()
  /** Data is as of this time (ms) and the connection is broken; null: live. */
  const staleSince = shallowRef<number | null>(null)
  let stop: (() => void) | undefined
  let poll: ReturnType<typeof setInterval> | undefined
  let watch: ReturnType<typeof setInterval> | undefined
  let patience: ReturnType<typeof setTimeout> | undefined
  /** True at first too: what happened between the first answers and the opening of the stream is known to nobody. */
  let missed = true
  /** The session has ended: there is nothing to listen to any more. */
  let over = false

  const tell = (event: StreamEvent | null) => listeners.forEach(listener => listener(event))

  function opened() {
    clearTimeout(patience)
    clearInterval(poll)
    clearInterval(watch)
    patience = poll = watch = undefined
    staleSince.value = null
    if (missed) tell(null)
    missed = false
  }

  function broke(final: boolean) {
    const since = serverNow()
    patience ??= setTimeout(() => (staleSince.value = since), PATIENCE_MS)
    poll ??= setInterval(() => tell(null), POLL_MS)
    if (!final) return
    missed = true
    stop?.()
    stop = undefined
    setTimeout(start, REOPEN_MS)
    // A refused stream does not say why; where the session is over, the answer to this does.
    watch ??= setInterval(askSession, SESSION_MS)
    askSession()
  }

  onSignedOut(() => {
    over = true
    stop?.()
    clearInterval(poll)
    clearInterval(watch)
  })

  function start() {
    if (stop || over) return
    stop = openStream({ opened, broke, happened: tell, reset: () => tell(null) })
  }

  /** An answer of the server proves that what is shown is of now, stream or not. */
  function answered() {
    if (staleSince.value !== null) staleSince.value = serverNow()
  }

  /** Once the first rows are there and the phone has a moment: what would compete with them waits until then. */
  function whenQuiet(task: () => void) {
    setTimeout(task, stop ? 0 : QUIET_MS)
  }

  function listen(listener: LiveListener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  return { staleSince, start, answered, whenQuiet, listen }
})
