import { rm } from 'node:fs/promises'
import { startDemoServer, TEMPLATE_VARIABLE } from './demo-server.ts'

/** Seeds the invented city once; seeding it for every worker and file would be most of the run. */
export default async function seedOnce(): Promise<() => Promise<void>> {
  const server = await startDemoServer()
  await server.halt()
  process.env[TEMPLATE_VARIABLE] = server.dataDir
  return () => rm(server.dataDir, { recursive: true, force: true })
}
