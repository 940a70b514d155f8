import type { ErrorCode } from '../../contract/errors.ts'
import { DomainError } from '../errors.ts'
import type { Asker } from '../ports/asker.ts'

export interface QueueLimits {
  /** Done at the same time, one of each member; one if not said. */
  atOnce?: number
  /** Waiting, of one member. */
  perMember: number
  /** Waiting, of all members together. */
  inAll: number
  /** What is said beyond; `reader_busy` if nothing else. */
  refusal?: ErrorCode
}

interface Waiting {
  start(): void
}

export interface FairQueue {
  /**
   * Runs jobs in turns: of each member in their order, and of one member after the other.
   * @throws DomainError `refusal` where too many wait, `given_up` where the asker has gone before its turn
   */
  run<T>(asker: Asker, job: () => Promise<T>): Promise<T>
}

/** A queue in which whoever sends a hundred files waits for them behind everybody else's one. */
export function fairQueue({ atOnce = 1, perMember, inAll, refusal = 'reader_busy' }: QueueLimits): FairQueue {
  /** By member, whose turn comes first. */
  const waiting = new Map<string, Waiting[]>()
  /** Of whom something is being done. */
  const working = new Set<string>()

  function startNext(): void {
    const first = [...waiting].find(([by]) => !working.has(by))
    if (!first) return
    const [by, [next, ...others]] = first
    waiting.delete(by)
    if (others.length > 0) waiting.set(by, others)
    working.add(by)
    next?.start()
  }

  function leave(by: string, one: Waiting): void {
    const others = (waiting.get(by) ?? []).filter(other => other !== one)
    if (others.length > 0) waiting.set(by, others)
    else waiting.delete(by)
  }

  function turnOf({ by, signal }: Asker): Promise<void> {
    if (working.size < atOnce && !working.has(by)) {
      working.add(by)
      return Promise.resolve()
    }
    const own = waiting.get(by) ?? []
    const all = [...waiting.values()].reduce((sum, jobs) => sum + jobs.length, 0)
    if (own.length >= perMember || all >= inAll) throw new DomainError(refusal)
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
        working.delete(asker.by)
        startNext()
      }
    },
  }
}
