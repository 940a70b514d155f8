import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Pulse } from '../../pulse.ts'
import type { Metrics } from '../../ports/metrics.ts'

/** Seconds; the limits of the bench (0.1 s) and of patience (0.3 s) are bounds. */
const LATENCY_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 3, 10]

/** What is read at the moment somebody asks, by name without `hecha_`. */
export type Readings = Record<string, number>

/**
 * The counters of this process, beside Node's own (memory, open descriptors, lag of the event loop). `read` is asked at
 * every look; what it names stands in `READ_GAUGES`. Where it fails, the rest is told all the same.
 */
export function createMetrics(read: () => Promise<Readings>, pulse: Pulse): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'hecha_request_seconds',
    help: 'Requests by route, method and status',
    labelNames: ['method', 'route', 'status'],
    buckets: LATENCY_BUCKETS_S,
    registers: [registry],
  })
  const streams = new Gauge({ name: 'hecha_open_streams', help: 'Open live streams', registers: [registry] })
  const failures = new Counter({
    name: 'hecha_metrics_unread_total',
    help: 'Looks at which the database could not be asked',
    registers: [registry],
  })
  const gauges = new Map(
    Object.entries(READ_GAUGES).map(([name, help]) => [
      name,
      new Gauge({ name: `hecha_${name}`, help, registers: [registry] }),
    ]),
  )
  const ages = new Gauge({
    name: 'hecha_job_age_seconds',
    help: 'Since a job of this process last succeeded',
    labelNames: ['job'],
    registers: [registry],
  })
  return {
    answered: ({ method, route, status, tookMs }) =>
      requests.observe({ method, route, status: String(status) }, tookMs / 1000),
    streamOpened() {
      streams.inc()
      return () => streams.dec()
    },
    async text() {
      const readings = await read().catch(() => null)
      if (readings === null) failures.inc()
      for (const [name, gauge] of gauges) gauge.set(readings?.[name] ?? Number.NaN)
      for (const { name, ageS } of pulse.ages()) ages.set({ job: name }, ageS)
      return registry.metrics()
    },
  }
}

/** NaN where it is not known. */
const READ_GAUGES = {
  pool_connections: 'Connections of this process to the database',
  pool_idle: 'Of these, not in use',
  pool_waiting: 'Requests that wait for a connection',
  queue_messages: 'Group messages that wait or are being sent',
  queue_unknown: 'Group messages nobody knows of whether they arrived, until a person decides',
  queue_age_seconds: 'Age of the oldest group message that waits',
  event_age_seconds: 'Since the last event of any task',
  lab_feed_age_seconds: 'Since the last lab results came',
  looks_last_hour: 'Entries of the audit in the last hour: looks at clear values',
} as const
