import { setTimeout as moment } from 'node:timers/promises'
import { inArray } from 'drizzle-orm'
import { outgoingMessages } from '../../server/db/schema/index.ts'
import { startCallers, type Caller } from './callers.ts'
import { compareDatabase, compareGroup, longestSilence, type Differences } from './compare.ts'
import type { Fault } from './faults.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { decideUnknown } from './person.ts'
import type { World } from './world.ts'

export interface Played {
  name: string
  acknowledged: number
  database: Differences
  group: Differences
  /** Lines of which nobody knew whether they were in the group. */
  decided: number
  /** From the end of the fault to the first change that was acknowledged. */
  healedMs: number
  /** The longest a group heard nothing while there was something to tell. */
  silentMs: number
  problem: string | null
}

const TASKS_EACH = 400
const CALM_MS = 1_000
const AFTERWARDS_MS = 2_000
const DRAIN_MS = 60_000

/** One ledger for all rounds: what a later fault does to earlier changes shows as well. */
const ledger = createLedger()

/** People work, the fault happens, people go on for a while; then everything acknowledged is looked for. */
export async function playRound(world: World, fault: Fault): Promise<Played> {
  const people = await world.givenCallers(TASKS_EACH)
  const before = ledger.entries.length
  const from = Date.now()
  const origins = world.servers.map(server => server.origin)
  const working = startCallers(people, origins, ledger)
  await moment(CALM_MS)
  const problem = await fault.happen(world)
  const over = Date.now()
  await moment(AFTERWARDS_MS)
  await working.stop()
  const silentMs = longestSilence(world.groups.lines, from)
  const decided = await drain(world, people)
  return {
    name: fault.name,
    acknowledged: ledger.entries.length - before,
    database: await compareDatabase(world.db, ledger),
    group: compareGroup(world.groups.lines, ledger),
    decided,
    healedMs: healed(ledger, over),
    silentMs,
    problem: problem ?? (working.left === 0 ? 'the lists were too short' : null),
  }
}

const healed = (of: Ledger, over: number): number => (of.firstAfter(over) ?? Date.now()) - over

/** Waits until nothing waits, a person deciding what nobody knows. */
export async function drain(world: World, people: readonly Caller[]): Promise<number> {
  const until = Date.now() + DRAIN_MS
  let decided = 0
  for (;;) {
    decided += await decideUnknown(world, people)
    const waiting = await world.db.$count(
      outgoingMessages,
      inArray(outgoingMessages.state, ['queued', 'sending', 'unknown']),
    )
    if (waiting === 0) return decided
    if (Date.now() > until) throw new Error(`${waiting} messages still wait`)
    await moment(200)
  }
}
