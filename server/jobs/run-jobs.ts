import type { Deps } from '../deps.ts'
import { sealHeads } from '../audit/seal-heads.ts'
import { deliverMessages } from '../messages/deliver-messages.ts'
import { nudgeRecorders } from './nudge-recorders.ts'
import { purgeBatches, RETENTION_DAYS } from '../purge/purge-batches.ts'
import { sweepOld } from './sweep-old.ts'

export interface Jobs {
  /** Settles when the work under way is done; nothing starts after that. */
  stop(): Promise<void>
}

const SWEEP_EVERY_MS = 10 * 60_000
const QUEUE_EVERY_MS = 1000

/** Looked at every hour, so that a process that is started anew each day purges as well; a purged batch is left alone. */
const PURGE_EVERY_MS = 3_600_000
const NUDGE_EVERY_MS = 30_000

/**
 * The background work of one process: posting queued messages (at once after an event, and every second for those that
 * wait), telling recorders what waits too long, and sweeping out what is over. Several processes may run it on one database.
 */
export function runJobs(deps: Deps): Jobs {
  const delivery = repeat(deps, 'delivery', QUEUE_EVERY_MS, () => deliverMessages(deps))
  const nudge = repeat(deps, 'nudge', NUDGE_EVERY_MS, () => nudgeRecorders(deps))
  const sweep = repeat(deps, 'sweep', SWEEP_EVERY_MS, () => sweepOld(deps))
  const seal = repeat(deps, 'audit seal', SWEEP_EVERY_MS, () => sealHeads(deps))
  const purge = repeat(deps, 'purge', PURGE_EVERY_MS, () => purgeBatches(deps, { days: RETENTION_DAYS, dryRun: false }))
  const unsubscribe = deps.feed.subscribe(({ event }) => {
    if (event.kind === 'report_submitted') delivery.now()
  })
  return {
    async stop() {
      unsubscribe()
      await Promise.all([delivery.stop(), nudge.stop(), sweep.stop(), seal.stop(), purge.stop()])
    },
  }
}

/** Runs a job every so often and on demand, never twice at once; a failure is logged and tried again next time. */
function repeat(deps: Deps, name: string, everyMs: number, work: () => Promise<unknown>) {
  let running: Promise<void> = Promise.resolve()
  let wanted = false
  let busy = false

  async function run(): Promise<void> {
    while (wanted) {
      wanted = false
      await work().catch((cause: unknown) => deps.log('error', 'job failed', { job: name, cause: String(cause) }))
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
      return running
    },
  }
}
