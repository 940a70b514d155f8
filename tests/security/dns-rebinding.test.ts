import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { ownHostsOnly } from '../../server/node/own-hosts.ts'

const demo = new Hono()
  .use(ownHostsOnly(['http://hecha.localhost:8080', 'http://caller.hecha.localhost:8080', 'http://127.0.0.1:8080']))
  .all('*', c => c.text('the demo'))

it.each([
  ['http://caller.hecha.localhost:8080/api/session', 200],
  ['http://127.0.0.1:8080/', 200],
  ['http://rebound.evil.test:8080/api/session', 421],
  ['http://hecha.localhost.evil.test:8080/', 421],
  ['http://evil.hecha.localhost:8080/', 421],
  ['http://127.0.0.1:9090/', 421],
])('the demo asked for as %s answers %d', async (url, status) => {
  for (const method of ['GET', 'POST']) expect((await demo.request(url, { method })).status).toBe(status)
})
