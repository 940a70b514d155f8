import type { Deps } from '../deps.ts'
import { failureWords } from '../errors.ts'

export interface Repeated {
  /** Runs it as soon as it is free. */
  now(): void
  /** Settles when the run under way is done; none starts after that. */
  stop(): Promise<void>
}

export interface Repetition {
  name: string
  everyMs: number
  work: () => Promise<unknown>
}

/** What takes its time and what the database refuses for a while is no reason to call a job stuck. */
const PATIENCE_S = 15

/**
 * Runs a job every so often and on demand, never twice at the same time. A failure is logged and tried again
 * next time; a success is a beat of the pulse, so that a job that has stopped shows.
 */
export function repeat({ log, pulse }: Pick<Deps, 'log' | 'pulse'>, { name, everyMs, work }: Repetition): Repeated {
  let running: Promise<void> = Promise.resolve()
  let wanted = false
  let busy = false
  pulse.expect(name, PATIENCE_S + (2 * everyMs) / 1000)

  async function run(): Promise<void> {
    while (wanted) {
      wanted = false
      try {
        await work()
        pulse.beat(name)
      } catch (cause) {
        log('error', 'job failed', { job: name, cause: failureWords(cause) })
      }
    }
    busy = false
  }

  function now(): void {
    wanted = true
    if (busy) return
    busy = true
    running = run()
  }

  const timer = setInterval(now, everyMs)
  return {
    now,
    stop() {
      clearInterval(timer)
      wanted = false
      return running
    },
  }
}
