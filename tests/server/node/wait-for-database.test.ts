import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { waitForDatabase } from '../../../server/node/database/wait-for-database.ts'
import { createTestDatabase } from '../../support/database.ts'
import { startSilentProxy } from '../../support/silent-proxy.ts'

it('waits until the database takes connections, and says once that it waits', async () => {
  const database = await createTestDatabase()
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as AddressInfo
  holder.close()
  const said: string[] = []
  const url = new URL(database.url)
  url.hostname = '127.0.0.1'
  url.port = String(port)

  let proxy: Promise<Awaited<ReturnType<typeof startSilentProxy>>> | undefined
  await waitForDatabase(url.href, message => {
    said.push(message)
    proxy = startSilentProxy(database.url, port)
  })

  expect(said).toEqual([`waiting for the database at 127.0.0.1:${port} (ECONNREFUSED)`])
  await (await proxy)?.close()
  await database.drop()
})

it('does not wait for what waiting cannot cure', async () => {
  const database = await createTestDatabase()
  const url = new URL(database.url)
  url.pathname = '/no_such_database'

  await expect(waitForDatabase(url.href, () => undefined)).rejects.toMatchObject({ code: '3D000' })
  await database.drop()
})
