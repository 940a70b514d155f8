import { createPinia, setActivePinia } from 'pinia'
import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WAITING_CHANGES, WAITING_LABEL, WaitingKind, type SealedChange } from '../../../contract/outbox.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'
import type { TaskRow } from '../../../server/access/task-scope.ts'
import { callAttempts, sessions } from '../../../server/db/schema/index.ts'
import { getOutboxKey, sendSealed } from '../../../src/app/kept/outbox-api.ts'
import { sealChange } from '../../../src/app/kept/seal.ts'
import { idsOf, type Keeper } from '../../../src/app/outbox-entry.ts'
import { useOutboxStore, type Settled } from '../../../src/app/outbox.ts'
import { setServerNow } from '../../../src/app/server-clock.ts'
import * as calling from '../../../src/features/calling/api.ts'
import * as inbox from '../../../src/features/inbox/api.ts'
import * as pastes from '../../../src/features/pastes/api.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { connectPage, openPage, type Network } from '../../support/page-client.ts'
import { noteCall } from '../../support/steps.ts'
import { until } from '../../support/until.ts'

let app: TestApp
let network: Network
let community: string
let staffId: string
let tasks: TaskRow[]
/** What lies on the phone: it outlives the pages. */
let disk: Map<string, SealedChange>
let ends: Settled[]

beforeAll(async () => {
  openPage()
  app = await startApp()
  community = (await app.givenCity()).community
  staffId = await app.givenStaff('陈晓', ['caller', community])
  network = await connectPage(app, staffId)
})

beforeEach(async () => {
  disk = new Map()
  Object.assign(network, { up: true, losesAnswers: false, heard: [] })
  setServerNow(app.clock.now.toISOString())
  tasks = await app.givenTasks([{ unitId: community }, { unitId: community }, { unitId: community }])
  await openNextPage()
})

/** Another page on this phone, as after a restart: nothing in memory. */
async function openNextPage({ online = true } = {}) {
  setActivePinia(createPinia())
  ends = []
  const outbox = useOutboxStore()
  outbox.onSettled(end => ends.push(end))
  const key = await getOutboxKey()
  const keeper: Keeper = {
    async keep({ requestId, kind, at, entry: { change, label, taskId } }) {
      if (kind !== 'record-call') return null
      const inside = { staffId, ids: idsOf(change), body: change.body, label, taskId }
      const box = await sealChange(key, { requestId, kind, at: new Date(at).toISOString() }, inside)
      disk.set(requestId, box)
      return box
    },
    drop: async requestId => disk.delete(requestId),
    send: sendSealed,
  }
  network.up = online
  outbox.keepWith(keeper, [...disk.values()])
  return outbox
}

const note = ({ id, code, version }: TaskRow, outcome: 'busy' | 'no_answer' = 'no_answer') =>
  useOutboxStore().send(
    calling.recordCall,
    { taskId: id, body: { version, callAttemptId: null, outcome, callBackAt: null } },
    { label: `无人接听 #${code}`, taskId: id },
  )

const attempts = () => app.deps.db.select().from(callAttempts).orderBy(callAttempts.endedAt)
const own = async () => (await attempts()).filter(({ taskId }) => tasks.some(({ id }) => id === taskId))
const words = () =>
  ends.map(({ label, result }) => [label, result.state === 'refused' ? result.error.code : result.state])

async function killPage() {
  network.up = false
  const outbox = useOutboxStore()
  const sent = Promise.all([note(tasks[0] as TaskRow), note(tasks[1] as TaskRow)])
  expect(await sent).toEqual([{ state: 'waiting' }, { state: 'waiting' }])
  await until(() => disk.size === 2)
  outbox.halt()
}

describe('the outbox of a page that was killed', () => {
  it('goes out from the next page, once, in order, at the time at which it happened', async () => {
    await killPage()
    const happened = [...disk.values()].map(({ at }) => new Date(at))
    app.clock.advance(31 * MINUTE_MS)
    await app.deps.db.update(sessions).set({ lastSeenAt: app.clock.now }).where(eq(sessions.staffId, staffId))
    network.up = true

    const outbox = await openNextPage()
    await until(() => outbox.items.length === 0)
    await until(() => disk.size === 0)
    await openNextPage()

    expect((await own()).map(({ taskId, endedAt }) => [taskId, endedAt])).toEqual([
      [tasks[0]?.id, happened[0]],
      [tasks[1]?.id, happened[1]],
    ])
    expect(network.heard.filter(({ path }) => path === '/outbox')).toHaveLength(2)
  })

  it('tells by name what came of it, and how many wait since when', async () => {
    await killPage()
    const [oldest] = disk.values()
    network.up = true
    const outbox = await openNextPage({ online: false })
    expect([outbox.waiting, outbox.waitingSince, outbox.unkept]).toEqual([2, Date.parse(oldest?.at ?? ''), 0])

    await noteCall(await app.as(await app.givenStaff('林雨', ['caller', community])), tasks[1] as TaskRow, {
      outcome: 'busy',
    })
    network.up = true
    await outbox.flush()

    expect(words()).toEqual([
      [`无人接听 #${tasks[0]?.code}`, 'sent'],
      [`无人接听 #${tasks[1]?.code}`, 'task_changed'],
    ])
    expect(disk.size).toBe(0)
  })

  it('lies on the phone with nothing in clear but kind, request id, time and size', async () => {
    await killPage()

    const lying = JSON.stringify([...disk.values()])
    for (const { id, code } of tasks)
      for (const word of [id, code, staffId, '无人接听', 'no_answer']) expect(lying).not.toContain(word)
    for (const box of disk.values())
      expect(Object.keys(box).sort()).toEqual(['at', 'box', 'keyId', 'kind', 'point', 'requestId'])
  })
})

describe('a session that has ended', () => {
  const endSessions = () =>
    app.deps.db.update(sessions).set({ endedAt: app.clock.now }).where(eq(sessions.staffId, staffId))
  const begin = () => app.deps.db.update(sessions).set({ endedAt: null }).where(eq(sessions.staffId, staffId))

  it('is no refusal: what was sent waits, kept, and the page sends nothing more', async () => {
    await endSessions()

    expect(await note(tasks[0] as TaskRow)).toEqual({ state: 'waiting' })
    await until(() => disk.size === 1)
    const heard = network.heard.length
    await useOutboxStore().flush()
    expect(network.heard).toHaveLength(heard)

    await begin()
    const outbox = await openNextPage()
    await until(() => outbox.items.length === 0)
    expect(await own()).toHaveLength(1)
  })
})

describe('another member on the same phone', () => {
  it('sends nothing of it, not even from a page that was left open', async () => {
    network.up = false
    expect(await note(tasks[0] as TaskRow)).toEqual({ state: 'waiting' })
    await until(() => disk.size === 1)
    const mine = staffId
    const other = await app.givenStaff('林雨', ['caller', community])
    await app.deps.db.update(sessions).set({ staffId: other }).where(eq(sessions.staffId, mine))
    network.up = true

    await useOutboxStore().flush()

    expect(await own()).toEqual([])
    expect(disk.size).toBe(1)
    expect(ends).toEqual([])
    await app.deps.db.update(sessions).set({ staffId: mine }).where(eq(sessions.staffId, other))
  })
})

it('every kind that waits is known to the server as the page declares it', () => {
  const declared = Object.values({ ...calling, ...inbox, ...pastes })
    .flatMap(one => (typeof one === 'object' && 'waits' in one && one.waits ? [one] : []))
    .map(({ kind, method, path, label }) => ({ kind, method, path, label }))
  const known = WaitingKind.options.map(kind => ({ kind, ...WAITING_CHANGES[kind], label: WAITING_LABEL[kind] }))

  expect(declared.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual(
    known.toSorted((a, b) => a.kind.localeCompare(b.kind)),
  )
})
