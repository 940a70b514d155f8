import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StreamEvent } from '../../../../contract/stream.ts'
import { useLiveStore } from '../../../../src/app/live.ts'
import { useTaskStore } from '../../../../src/features/tasks/store.ts'
import { startApp, type Client, type TestApp } from '../../../support/app.ts'
import { connectPage, openPage, type Network } from '../../../support/page-client.ts'
import { getTask, submit } from '../../../support/steps.ts'
import { Stream } from '../../../support/stream.ts'

const TASKS = 70

let app: TestApp
let network: Network
let colleague: Client
let community: string

beforeAll(async () => {
  openPage()
  app = await startApp()
  community = (await app.givenCity()).community
  network = await connectPage(app, await app.givenStaff('陈晓', ['caller', community]))
  colleague = await app.as(await app.givenStaff('方琳', ['caller', community]))
  await app.givenTasks(Array.from({ length: TASKS }, () => ({ unitId: community })))
})

beforeEach(() => {
  setActivePinia(createPinia())
  network.up = true
  network.heard = []
})

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id)

describe('the list of tasks', () => {
  it('is read page by page until all are there, each once', async () => {
    const tasks = useTaskStore()
    await tasks.load()
    const first = tasks.list.items.length

    while (tasks.list.next !== null) await tasks.loadMore()

    expect(first).toBeLessThan(TASKS)
    expect(new Set(idsOf(tasks.list.items)).size).toBe(tasks.counts?.to_call)
  })

  it('shows another tab with what was read of it before', async () => {
    const tasks = useTaskStore()
    const task = await submit(colleague, await app.givenTask({ unitId: community }), { whereabouts: 'local' })
    await tasks.show('reported')
    await tasks.show('to_call')
    network.up = false

    await tasks.show('reported')

    expect(idsOf(tasks.list.items)).toContain(task.id)
    expect(tasks.error?.code).toBe('offline')
  })

  it('finds a task by its code, among what was read at once and then on the server', async () => {
    const tasks = useTaskStore()
    await tasks.load()
    const [{ code, id } = { code: '', id: '' }] = tasks.list.items

    const finding = tasks.find(code)
    expect(idsOf(tasks.list.items)).toEqual([id])
    await finding

    expect(idsOf(tasks.list.items)).toEqual([id])
    await tasks.show('to_call')
    expect(tasks.list.items.length).toBeGreaterThan(1)
  })

  it('takes a task away from the tab it left', async () => {
    const tasks = useTaskStore()
    await tasks.load()
    const [first] = tasks.list.items
    if (!first) throw new Error('the list is empty')

    tasks.apply(await submit(colleague, first, { whereabouts: 'local' }))

    expect(idsOf(tasks.list.items)).not.toContain(first.id)
  })
})

describe('what to call next', () => {
  it('dials a task that was asked for on the list, once', () => {
    const tasks = useTaskStore()
    tasks.requestCall('one')

    expect(tasks.takeCallRequest('other')).toBe(false)
    tasks.requestCall('one')
    expect(tasks.takeCallRequest('one')).toBe(true)
    expect(tasks.takeCallRequest('one')).toBe(false)
  })

  it('came with the answer, and is not asked for again when it is opened', async () => {
    const tasks = useTaskStore()
    const { id } = await app.givenTask({ unitId: community })

    tasks.hand(await getTask(colleague, id))
    await tasks.open(id)
    expect(network.heard).toHaveLength(0)
    await tasks.open(id)

    expect(network.heard).toHaveLength(1)
  })

  it.each(['of this task', 'nobody knows what'])('is asked for again after something happened: %s', async what => {
    vi.stubGlobal('EventSource', Stream)
    useLiveStore().start()
    const tasks = useTaskStore()
    const { id } = await app.givenTask({ unitId: community })
    tasks.hand(await getTask(colleague, id))

    if (what === 'of this task') Stream.last.tell('task_matched', eventOf(id))
    else Stream.last.tell('reset')
    await tasks.open(id)

    expect(network.heard).toHaveLength(1)
  })
})

const eventOf = (taskId: string): StreamEvent => ({
  seq: 1,
  kind: 'task_matched',
  at: new Date().toISOString(),
  taskId,
  taskVersion: 2,
  batchId: null,
  unitId: community,
  staffId: null,
})
