import { onScopeDispose } from 'vue'

/** A pause in typing after which what was typed is asked for, in ms. */
const TYPING_MS = 250

/** Runs once after the last of several calls; a call may shorten or lengthen its pause. Not after the screen was left. */
export function useDebounced(run: () => unknown): { later(pauseMs?: number): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined

  const stop = () => clearTimeout(timer)
  function later(pauseMs = TYPING_MS) {
    stop()
    timer = setTimeout(run, pauseMs)
  }

  onScopeDispose(stop)
  return { later, stop }
}
