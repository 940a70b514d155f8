import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { Sealed } from '../../../server/db/schema/columns.ts'
import { createCredentialStore } from '../../../server/wecom/credential-store.ts'
import { startSimulation } from '../../mock/wecom/simulated-corp.ts'
import { createTestDatabase, emptyTables, type TestDatabase } from '../../support/database.ts'
import { openDb } from '../../../server/node/database/open-db.ts'

/** Turns the text round: enough to see whether the clear value is stored. */
const sealer = {
  seal: (text: string) => `sealed:${text.split('').reverse().join('')}` as Sealed,
  open: (sealed: Sealed) => {
    if (!sealed.startsWith('sealed:')) throw new Error('unknown key')
    return sealed.slice('sealed:'.length).split('').reverse().join('')
  },
}
const later = new Date('2021-05-21T15:30:00Z')

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => emptyTables(database.pool))
afterAll(() => database.drop())

const openStore = (scope = 'corp/1') => createCredentialStore({ db: openDb(database.pool), sealer, scope })

describe('the credentials in PostgreSQL', () => {
  it('are fetched once for two processes asking 25 times each', async () => {
    const one = startSimulation({ client: { store: openStore() } })
    const two = startSimulation({ client: { store: openStore(), fetch: one.fetch } })
    const ask = (client: typeof one.client) => Array.from({ length: 25 }, () => client.getAgentTicket())

    const tickets = await Promise.all([...ask(one.client), ...ask(two.client)])

    expect(new Set(tickets).size).toBe(1)
    expect(one.calls).toEqual(['gettoken', 'ticket/get'])
  })

  it('are fetched once more when two processes notice that they ended early', async () => {
    const one = startSimulation({ client: { store: openStore() } })
    const two = startSimulation({ client: { store: openStore(), fetch: one.fetch } })
    await one.client.getMember('linyue')
    await one.simulated.revokeNow()
    one.calls.length = 0

    await Promise.all([one, one, two, two].map(({ client }) => client.getMember('linyue')))

    expect(one.calls.filter(api => api === 'gettoken')).toHaveLength(1)
  })

  it('are stored sealed and come back as they were', async () => {
    const store = openStore()
    await store.write('access_token', 'clear-token', later)
    const { rows } = await database.pool.query<{ text: string }>(
      'select wecom_credentials::text as text from wecom_credentials',
    )

    expect(await store.read('access_token')).toEqual({ value: 'clear-token', expiresAt: later })
    expect(rows.map(({ text }) => text).join()).not.toContain('clear-token')
  })

  it('are dropped only when they still are the value that failed', async () => {
    const store = openStore()
    await store.write('access_token', 'new', later)
    await store.drop('access_token', 'old')
    const kept = await store.read('access_token')
    await store.drop('access_token', 'new')

    expect(kept?.value).toBe('new')
    expect(await store.read('access_token')).toBeNull()
  })

  it('of two apps do not mix', async () => {
    await openStore('corp/1').write('access_token', 'one', later)

    expect(await openStore('corp/2').read('access_token')).toBeNull()
  })

  it('sealed with a key that is gone count as none', async () => {
    await openStore().write('corp_ticket', 'ticket', later)
    await database.pool.query(`update wecom_credentials set value_sealed = 'other'`)

    expect(await openStore().read('corp_ticket')).toBeNull()
  })
})
