import { gunzipSync } from 'node:zlib'
import { beforeAll, expect, it } from 'vitest'
import { startApp, type Client, type TestApp } from '../../support/app.ts'

let app: TestApp
let caller: Client
let unitId: string

beforeAll(async () => {
  app = await startApp()
  unitId = (await app.givenCity()).community
  caller = await app.as(await app.givenStaff('陈晓', ['caller', unitId]))
})

it('finds a task by its code or the last four digits, without counting the bucket again', async () => {
  const task = await app.givenTask({ unitId, phone: '13812345678' })
  await app.givenTask({ unitId, phone: '13812340000' })

  for (const search of [task.code, '5678']) {
    const found = await (await caller.get(`/api/tasks?bucket=all&search=${search}`)).json()
    expect(found).toMatchObject({ items: [{ id: task.id }], next: null, counts: null })
  }
})

it('sends a page of tasks compressed to a phone that takes it', async () => {
  const headers = { 'accept-encoding': 'gzip' }
  const answer = await caller.get('/api/tasks?bucket=all', headers)

  expect(answer.headers.get('content-encoding')).toBe('gzip')
  const page = JSON.parse(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString())
  expect(page.items.length).toBeGreaterThan(0)
})
