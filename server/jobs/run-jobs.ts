import type { Deps } from '../deps.ts'
import { keepHeads } from '../audit/keep-heads.ts'
import { postHeads } from '../audit/post-heads.ts'
import { AUDIT_DAYS, trimAudit } from '../audit/trim-audit.ts'
import { postPlanned } from '../bulletins/post-planned.ts'
import { createDelivery } from '../messages/delivery.ts'
import { beat, endBeat, type Process } from './beat.ts'
import { clocksAgree } from './clocks-agree.ts'
import { nudgeRecorders } from '../nudges/nudge-recorders.ts'
import { wakeForUrgent } from '../nudges/wake-for-urgent.ts'
import { strangersForgotten } from '../purge/forget-strangers.ts'
import { purgeBatches, RETENTION_DAYS } from '../purge/purge-batches.ts'
import { repeat } from './repeat.ts'
import { sweepOld } from './sweep-old.ts'
import { HOUR_MS, MINUTE_MS } from '../../domain/time/lengths.ts'

export interface Jobs {
  /** Settles when the work under way is done; nothing starts after that. */
  stop(): Promise<void>
}

const SWEEP_EVERY_MS = 10 * MINUTE_MS
const QUEUE_EVERY_MS = 1000

/** A notice of another process may get lost; the feed looks by itself as well. */
const FEED_EVERY_MS = 2000
const BEAT_EVERY_MS = 3000

/** Looked at every hour, so that a process that is started anew each day purges as well; a purged batch is left alone. */
const PURGE_EVERY_MS = HOUR_MS
const BULLETIN_EVERY_MS = 20_000
const NUDGE_EVERY_MS = 30_000

/**
 * The background work of one process: posting queued messages (at once after an event, and every second for those that
 * wait), reading the feed, telling recorders what waits too long, and sweeping out what is over. Several processes may
 * run it on one database.
 */
export function runJobs(deps: Deps, process: Process): Jobs {
  const { db, feed } = deps
  const job = (name: string, everyMs: number, work: () => Promise<unknown>) => repeat(deps, { name, everyMs, work })
  const posting = createDelivery(deps)
  const delivery = job('delivery', QUEUE_EVERY_MS, () => posting.look())
  const forgetStrangers = strangersForgotten()
  const heartbeat = job('heartbeat', BEAT_EVERY_MS, () => beat(db, process))
  const jobs = [
    delivery,
    heartbeat,
    job('feed', FEED_EVERY_MS, () => feed.settled()),
    job('bulletins', BULLETIN_EVERY_MS, () => postPlanned(deps)),
    job('nudge', NUDGE_EVERY_MS, () => nudgeRecorders(deps)),
    job('wake', NUDGE_EVERY_MS, () => wakeForUrgent(deps)),
    job('sweep', SWEEP_EVERY_MS, () => sweepOld(deps)),
    job('audit heads', SWEEP_EVERY_MS, () => keepHeads(deps)),
    job('audit trim', PURGE_EVERY_MS, async () => {
      if (await clocksAgree(deps)) await trimAudit(deps, deps.config.auditDays ?? AUDIT_DAYS)
    }),
    ...(deps.config.postsAudit ? [job('audit post', PURGE_EVERY_MS, () => postHeads(deps))] : []),
    job('strangers', PURGE_EVERY_MS, async () => {
      if (await clocksAgree(deps)) await forgetStrangers(deps)
    }),
    job('purge', PURGE_EVERY_MS, async () => {
      if (await clocksAgree(deps)) await purgeBatches(deps, { days: RETENTION_DAYS, dryRun: false })
    }),
  ]
  heartbeat.now()
  const unsubscribe = feed.subscribe(({ event }) => {
    if (event.kind === 'report_submitted') delivery.now()
  })
  return {
    async stop() {
      unsubscribe()
      await Promise.all([posting.stop(), ...jobs.map(each => each.stop())])
      await endBeat(db, process).catch(() => undefined)
    },
  }
}
