import type { Pool } from 'pg'
import { createMetrics } from '../../server/node/metrics/create-metrics.ts'
import { readCity } from '../../server/node/metrics/read-city.ts'
import type { TestApp } from './app.ts'

/** Gives an app the counters that a process has: without them there is no `/metrics`. */
export function withMetrics({ deps }: TestApp): void {
  const pool = (deps.db as unknown as { $client: Pool }).$client
  deps.metrics = createMetrics(() => readCity(deps.db, pool), deps.pulse)
}
