import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** What the frame of the page knows of the outbox, which itself is not needed for the first rows and comes later. */
export const useWaitingStore = defineStore('waiting', () => {
  /** Changes that could not be sent yet. */
  const count = shallowRef(0)
  /** Since when the oldest waits, ms by the server's clock; null: nothing waits. */
  const since = shallowRef<number | null>(null)
  /** Of what waits, how many would be lost with the page. */
  const unkept = shallowRef(0)
  /** Tasks of which something is on its way. */
  const taskIds = shallowRef<readonly string[]>([])
  let send = () => {}

  /** Be told that the phone has a network again. */
  function onWake(run: () => void) {
    send = run
  }

  return { count, since, unkept, taskIds, onWake, wake: () => send() }
})
