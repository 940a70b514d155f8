import { setTimeout as moment } from 'node:timers/promises'
import { readPostmasterPid } from '../support/postmaster.ts'
import type { Mood } from './group-service.ts'
import type { World } from './world.ts'

export interface Fault {
  name: string
  /** Part of `npm test`. */
  short: boolean
  /** Does it; settles when it is over. Answers with what went wrong besides what is compared, if anything. */
  happen(world: World): Promise<string | null>
}

/** What stops must be gone by then; a deploy waits no longer. */
const STOP_MS = 5_000
/** Finding the process gone and saying so takes a moment where the machine is busy. */
const BUSY_MACHINE_MS = 2_000

const firstOf = ({ servers }: World) => {
  const [first] = servers
  if (!first) throw new Error('a world has a server')
  return first
}

async function killServer(world: World, which = firstOf(world)): Promise<null> {
  await which.end('SIGKILL')
  await which.start()
  return null
}

function killPostgres({ dataDir }: World): Promise<null> {
  process.kill(readPostmasterPid(dataDir), 'SIGKILL')
  return Promise.resolve(null)
}

/** WeCom is in this mood for a while. */
const inMood =
  (mood: Mood, ms: number) =>
  async ({ groups }: World): Promise<null> => {
    groups.mood = mood
    await moment(ms)
    groups.mood = { name: 'well' }
    return null
  }

/** Nothing arrives, in either direction, for as long; connections made meanwhile are swallowed as well. */
const silence =
  (ms: number) =>
  async ({ network }: World): Promise<null> => {
    const until = Date.now() + ms
    while (Date.now() < until) {
      network.swallow()
      await moment(200)
    }
    return null
  }

async function stopUnderSlowWecom(world: World): Promise<string | null> {
  world.groups.mood = { name: 'slow', ms: 3_000 }
  await moment(1_500)
  const server = firstOf(world)
  const { tookMs, code } = await server.end('SIGTERM')
  world.groups.mood = { name: 'well' }
  await server.start()
  if (code !== 0) return `SIGTERM ended with ${code}`
  return tookMs > STOP_MS + BUSY_MACHINE_MS ? `SIGTERM took ${Math.round(tookMs)} ms` : null
}

async function randomKills(world: World): Promise<null> {
  for (let kill = 0; kill < 6; kill += 1) {
    await moment(Math.random() * 1_000)
    await killServer(world, world.servers[Math.floor(Math.random() * world.servers.length)])
  }
  return null
}

export const FAULTS: readonly Fault[] = [
  { name: 'kill -9 of a process', short: true, happen: killServer },
  { name: 'kill -9 of PostgreSQL', short: true, happen: killPostgres },
  { name: 'kill -9 of both', short: false, happen: world => killPostgres(world).then(() => killServer(world)) },
  {
    name: 'connections cut',
    short: true,
    async happen({ network }) {
      for (let cut = 0; cut < 5; cut += 1) {
        network.cut()
        await moment(200)
      }
      return null
    },
  },
  { name: 'database silent for 2 s', short: true, happen: silence(2_000) },
  { name: 'database silent for 10 s', short: false, happen: silence(10_000) },
  { name: 'WeCom takes a line and dies', short: true, happen: inMood({ name: 'dies after' }, 1_000) },
  { name: 'WeCom gives half an answer', short: false, happen: inMood({ name: 'half an answer' }, 1_000) },
  { name: 'WeCom is busy', short: false, happen: inMood({ name: 'busy' }, 3_000) },
  { name: 'WeCom answers after 6 s', short: false, happen: inMood({ name: 'slow', ms: 6_000 }, 15_000) },
  { name: 'SIGTERM while WeCom takes 3 s', short: true, happen: stopUnderSlowWecom },
  { name: 'random kills of processes', short: false, happen: randomKills },
]
