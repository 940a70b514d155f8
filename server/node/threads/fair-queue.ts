import { DomainError } from '../../errors.ts'
import type { Asker } from '../../ports/asker.ts'

export interface QueueLimits {
  /** Waiting, of one member. */
  perMember: number
  /** Waiting, of all members together. */
  inAll: number
}

interface Waiting {
  start(): void
}

export interface FairQueue {
  /**
   * Runs jobs one after another: of each member in their order, and of one member after the other.
   * @throws DomainError `reader_busy` where too many wait, `given_up` where the asker has gone before its turn
   */
  run<T>(asker: Asker, job: () => Promise<T>): Promise<T>
}

/** A queue in which whoever sends a hundred files waits for them behind everybody else's one. */
export function fairQueue({ perMember, inAll }: QueueLimits): FairQueue {
  /** By member, whose turn comes first. */
  const waiting = new Map<string, Waiting[]>()
  let busy = false

  function startNext(): void {
    const [first] = waiting
    busy = first !== undefined
    if (!first) return
    const [by, [next, ...others]] = first
    waiting.delete(by)
    if (others.length > 0) waiting.set(by, others)
    next?.start()
  }

  function leave(by: string, one: Waiting): void {
    const others = (waiting.get(by) ?? []).filter(other => other !== one)
    if (others.length > 0) waiting.set(by, others)
    else waiting.delete(by)
  }

  function turnOf({ by, signal }: Asker): Promise<void> {
    if (!busy) {
      busy = true
      return Promise.resolve()
    }
    const own = waiting.get(by) ?? []
    const all = [...waiting.values()].reduce((sum, jobs) => sum + jobs.length, 0)
    if (own.length >= perMember || all >= inAll) throw new DomainError('reader_busy')
    return new Promise((resolve, reject) => {
      const gone = () => {
        leave(by, one)
        reject(new DomainError('given_up'))
      }
      const one = {
        start() {
          signal?.removeEventListener('abort', gone)
          resolve()
        },
      }
      signal?.addEventListener('abort', gone, { once: true })
      waiting.set(by, [...own, one])
    })
  }

  return {
    async run(asker, job) {
      if (asker.signal?.aborted) throw new DomainError('given_up')
      await turnOf(asker)
      try {
        return await job()
      } finally {
        startNext()
      }
    },
  }
}
