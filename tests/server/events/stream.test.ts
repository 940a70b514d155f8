import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { events } from '../../../server/db/schema/index.ts'
import { followFeed } from '../../../server/journal/follow-feed.ts'
import type { EventFeed, FeedListener } from '../../../server/ports/event-feed.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { noteCall } from '../../support/steps.ts'

let app: TestApp
let caller: Client
let neighbour: Client
let unitId: string
let otherUnitId: string

beforeAll(async () => {
  app = await startApp()
  const city = await app.givenCity()
  unitId = city.community
  otherUnitId = city.neighbour
  caller = await app.as(await app.givenStaff('陈晓', ['caller', unitId]))
  neighbour = await app.as(await app.givenStaff('林雨', ['caller', otherUnitId]))
})

afterEach(() => expectNoLeaks(app))

/** Reads a stream up to the first event of a kind; answers its text and the id of its last event. */
async function readUntil(client: Client, kind: string, lastId?: string, begun: () => unknown = () => undefined) {
  const answer = await client.get('/api/stream', lastId === undefined ? {} : { 'last-event-id': lastId })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new Error('a stream has a body')
  let text = ''
  while (!text.includes(`event: ${kind}\n`)) {
    const { value, done } = await reader.read()
    if (done) break
    text += value
    if (value.includes('event: hello')) await begun()
  }
  await reader.cancel()
  return { text, lastId: [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] }
}

const happen = async (taskUnitId: string, client: Client) => {
  const task = await app.givenTask({ unitId: taskUnitId })
  return noteCall(client, task, { outcome: 'busy' })
}

it('tells readers of the unit and nobody else, by ids alone', async () => {
  let taskId = ''
  const here = await readUntil(caller, 'call_recorded', undefined, async () => {
    await happen(otherUnitId, neighbour)
    taskId = (await happen(unitId, caller)).id
  })

  expect(here.text).toContain(taskId)
  expect(here.text).not.toContain(otherUnitId)
  expect([...app.clearValues].filter(value => here.text.includes(value))).toEqual([])
})

it('tells the lead of a district what happens in a street below it, and no stranger', async () => {
  const fresh = await startApp()
  const { district, street, neighbour: elsewhere } = await fresh.givenCity()
  const [lead, stranger] = await Promise.all([
    fresh.as(await fresh.givenStaff('方琳', ['lead', district])),
    fresh.as(await fresh.givenStaff('吴桐', ['caller', elsewhere])),
  ])
  const recorder = await fresh.as(await fresh.givenStaff('孙苗', ['recorder', street]))
  const capture = async () => {
    await recorder.send('POST', '/api/screen-captures', {})
    // Ends the reading of whoever was not told.
    const end = { kind: 'group_changed' as const, at: fresh.clock.now }
    await fresh.deps.db.insert(events).values([district, elsewhere].map(unitId => ({ ...end, unitId })))
    fresh.deps.feed.wake()
  }

  let led = ''
  const foreign = await readUntil(stranger, 'group_changed', undefined, async () => {
    led = (await readUntil(lead, 'group_changed', undefined, capture)).text
  })

  expect(led).toContain('event: alert_raised')
  expect(foreign.text).not.toContain('event: alert_raised')
})

it('resumes without losing an event whose transaction was committed late', async () => {
  let heard: Awaited<ReturnType<typeof readUntil>> | undefined
  await app.deps.db.transaction(async late => {
    await late.insert(events).values({ kind: 'task_matched', at: app.clock.now, unitId })
    heard = await readUntil(caller, 'call_recorded', undefined, () => happen(unitId, caller))
  })

  const resumed = await readUntil(caller, 'task_matched', heard?.lastId)

  expect(resumed.text).toContain('event: task_matched')
})

it('greets with a position, so that a phone cut off before the first event misses nothing', async () => {
  const greeted = await readUntil(caller, 'hello')
  await happen(unitId, caller)

  const resumed = await readUntil(caller, 'call_recorded', greeted.lastId)

  expect(greeted.lastId).toMatch(/^\d+$/)
  expect(resumed.text).toContain('event: call_recorded')
})

it.each(['99999999999999999999', 'nowhere'])('says reset at the unknown position %s', async position => {
  expect((await readUntil(caller, 'reset', position)).text).toContain('event: reset')
})

it('has told everything that happened after its hello', async () => {
  const fresh = await startApp()
  const { community } = await fresh.givenCity()
  const reader = await fresh.as(await fresh.givenStaff('周海', ['caller', community]))

  const { text } = await readUntil(reader, 'task_closed', undefined, async () => {
    await fresh.deps.db.insert(events).values({ kind: 'task_closed', at: fresh.clock.now, unitId: community })
    fresh.deps.feed.wake()
  })

  expect(text).toContain('event: task_closed')
})

describe('a reader', () => {
  /** The feed of the app, which tells who listens. */
  function watched(feed: EventFeed) {
    const listeners = new Set<FeedListener>()
    const subscribe = (listener: FeedListener) => {
      listeners.add(listener)
      const unsubscribe = feed.subscribe(listener)
      return () => {
        listeners.delete(listener)
        unsubscribe()
      }
    }
    return { listeners, feed: { ...feed, subscribe } }
  }

  it('leaves no listener behind when the feed fails', async () => {
    const broken = await startApp()
    const { community } = await broken.givenCity()
    const reader = await broken.as(await broken.givenStaff('周海', ['caller', community]))
    const { feed, listeners } = watched(broken.deps.feed)
    const failing = vi.fn(() => Promise.reject(new Error('the database does not answer')))
    broken.deps.feed = { ...feed, since: failing }

    await (await reader.get('/api/stream', { 'last-event-id': '1' })).text()

    expect(failing).toHaveBeenCalledOnce()
    expect(listeners.size).toBe(0)
    expect(broken.logged.join()).toContain('stream failed')
  })

  it('leaves no listener behind when it goes, while it is told something or nothing happens', async () => {
    const { feed, listeners } = watched(app.deps.feed)
    const gone = new AbortController()
    const follower = { concerns: () => true, from: undefined, signal: gone.signal }

    for await (const heard of followFeed(feed, follower)) if (typeof heard === 'object') break
    expect(listeners.size).toBe(0)

    for await (const heard of followFeed(feed, follower)) {
      expect(heard).toEqual({ hello: expect.stringMatching(/^\d+$/) })
      expect(listeners.size).toBe(1)
      setTimeout(() => gone.abort())
    }
    expect(listeners.size).toBe(0)
  })
})
