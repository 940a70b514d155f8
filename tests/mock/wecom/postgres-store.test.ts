import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createPostgresSimulationStore } from '../../../mock/wecom/postgres-store.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { makeCaller, startSimulation } from './simulated-corp.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('the simulated service on PostgreSQL', () => {
  it('keeps groups, messages and tokens over a restart', async () => {
    const before = startSimulation({ store: createPostgresSimulationStore(database.pool) })
    const chatId = await before.client.createGroupChat({ name: '核查结果', memberIds: ['ChenMing', 'linyue'] })
    await before.client.sendGroupChat(chatId, { kind: 'text', text: '第一条' })
    await before.client.sendWebhook('hook-of-tingnan', { kind: 'text', text: '第二条' })
    const token = await makeCaller(before.simulated).getToken()

    const after = startSimulation({ store: createPostgresSimulationStore(database.pool) })
    const { get } = makeCaller(after.simulated)
    const { body } = await get(`appchat/get?access_token=${token}&chatid=${chatId}`)
    await after.client.sendGroupChat(chatId, { kind: 'text', text: '第三条' })

    expect(body['errcode']).toBe(0)
    expect(after.simulated.chats.listMessages(0).map(({ id, text }) => [id, text])).toEqual([
      [1, '第一条'],
      [2, '第二条'],
      [3, '第三条'],
    ])
    expect(after.simulated.chats.findGroup(chatId)?.visible).toBe(true)
  })

  it('forgets tokens that were ended', async () => {
    const before = startSimulation({ store: createPostgresSimulationStore(database.pool) })
    const token = await makeCaller(before.simulated).getToken()
    await before.simulated.revokeNow()

    const { get } = makeCaller(startSimulation({ store: createPostgresSimulationStore(database.pool) }).simulated)

    expect((await get(`user/get?access_token=${token}&userid=linyue`)).body['errcode']).toBe(40014)
  })
})
