import { rm } from 'node:fs/promises'
import { hourAt } from '../../../domain/time/clock.ts'
import { HOURS_AHEAD_VARIABLE, startDemoServer, TEMPLATE_VARIABLE } from './demo-server.ts'

const MORNING = 9

/** Seeds the invented city once; seeding it for every worker and file would be most of the run. */
export default async function seedOnce(): Promise<() => Promise<void>> {
  // Nobody is called at night: whenever the tests run, the city has a morning before it.
  process.env[HOURS_AHEAD_VARIABLE] = String((MORNING - hourAt(Date.now()) + 24) % 24)
  const server = await startDemoServer()
  await server.halt()
  process.env[TEMPLATE_VARIABLE] = server.dataDir
  return () => rm(server.dataDir, { recursive: true, force: true })
}
