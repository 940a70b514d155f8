import { afterEach, beforeAll, expect, it } from 'vitest'
import { createMetrics } from '../../../server/node/metrics/create-metrics.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { withMetrics } from '../../support/metrics.ts'
import { refusalOf, submit } from '../../support/steps.ts'

let app: TestApp
let caller: Client

beforeAll(async () => {
  app = await startApp()
  const { community } = await app.givenCity()
  withMetrics(app)
  await app.givenGroup(community)
  caller = await app.as(await app.givenStaff('陈晓', ['caller', community]))
  await submit(caller, await app.givenTask({ unitId: community }))
})

afterEach(() => expectNoLeaks(app))

const read = async () => (await app.anonymous.get('/metrics')).text()

it('counts requests by the pattern of their route, refusals as well', async () => {
  await app.anonymous.get('/api/tasks')
  await caller.get('/api/nothing-of-the-sort')

  const text = await read()
  expect(text).toContain('hecha_request_seconds_count{method="POST",route="/api/tasks/:taskId/reports",status="200"} 1')
  expect(text).toContain('hecha_request_seconds_count{method="GET",route="/api/tasks",status="401"} 1')
  expect(text).toContain('hecha_request_seconds_count{method="GET",route="/api/*",status="404"} 1')
})

it('tells what waits for a group, and open streams', async () => {
  const stream = await caller.get('/api/stream')
  const reader = stream.body?.getReader()
  await reader?.read()

  const text = await read()
  expect(text).toContain('hecha_queue_messages 1')
  expect(text).toContain('hecha_queue_unknown 0')
  expect(text).toContain('hecha_open_streams 1')
  expect(text).toMatch(/hecha_pool_connections [1-9]/)
  expect(text).toContain('hecha_lab_feed_age_seconds Nan')
  await reader?.cancel()
})

it('tells how long ago each job was done', async () => {
  app.deps.pulse.expect('feed', 15)

  expect(await read()).toMatch(/hecha_job_age_seconds\{job="feed"\} \d/)
})

it('tells nobody who asks through the proxy', async () => {
  const answer = await app.anonymous.get('/metrics', { 'x-forwarded-for': '10.0.0.7' })

  expect(await refusalOf(answer)).toMatchObject({ status: 404, code: 'no_such_route' })
})

it('still counts while the database cannot be asked', async () => {
  app.deps.metrics = createMetrics(() => Promise.reject(new Error('gone')), app.deps.pulse)

  expect(await read()).toContain('hecha_metrics_unread_total 1')
})
