import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { useProgressStore } from '../../../../src/features/progress/store.ts'
import { startApp, type TestApp } from '../../../support/app.ts'
import { connectPage, openPage, type Network } from '../../../support/page-client.ts'
import { until } from '../../../support/until.ts'

let app: TestApp
let network: Network
let city: Awaited<ReturnType<TestApp['givenCity']>>

beforeAll(async () => {
  openPage()
  app = await startApp()
  city = await app.givenCity()
  network = await connectPage(app, await app.givenStaff('赵敏', ['lead', city.street]))
  await app.givenTasks([{ unitId: city.community }, { unitId: city.neighbour }])
})

beforeEach(() => {
  setActivePinia(createPinia())
  Object.assign(network, { up: true, heard: [] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('progress', () => {
  it('begins with the highest unit the reader leads, and goes down to one below', async () => {
    const progress = useProgressStore()
    await progress.load()
    expect(progress.progress?.unit).toMatchObject({ unitId: city.street, tasks: 2 })

    await progress.show(city.community)

    expect(progress.progress?.unit).toMatchObject({ unitId: city.community, tasks: 1 })
  })

  it('shows the unit that was asked for last, whichever answer comes last', async () => {
    const progress = useProgressStore()

    await Promise.all([progress.show(city.community), progress.show(city.neighbour)])

    expect(progress.progress?.unit.unitId).toBe(city.neighbour)
  })

  it('keeps the numbers it has when it can not count again, and says why', async () => {
    const progress = useProgressStore()
    await progress.load()
    network.up = false

    await progress.load()

    expect(progress.progress?.unit.unitId).toBe(city.street)
    expect(progress.error?.code).toBe('offline')
  })

  it('counts once for a burst, and once more at its end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const progress = useProgressStore()

    for (let happened = 0; happened < 5; happened += 1) progress.refresh()
    await until(() => network.heard.length === 1)
    vi.advanceTimersByTime(2_000)
    await until(() => network.heard.length === 2)
    vi.advanceTimersByTime(10_000)

    expect(network.heard).toHaveLength(2)
  })
})
