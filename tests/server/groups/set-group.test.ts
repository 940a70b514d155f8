import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { only } from '../../../server/db/db.ts'
import { events, groups } from '../../../server/db/schema/index.ts'
import { deliverMessages } from '../../../server/messages/delivery.ts'
import { queueMessage } from '../../../server/messages/queue-message.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { byWebhook, givenLedCity, WEBHOOK, type LedCity } from '../../support/led-city.ts'
import { moveCorp } from '../../support/simulated-corp.ts'
import { TEST_DIRECTORY } from '../../support/test-directory.ts'
import { ofGroup } from '../../../server/privacy/places.ts'

let app: TestApp
let corp: LedCity

beforeAll(async () => {
  app = await startApp({ firstLead: 'zhao.min' })
})

beforeEach(async () => {
  corp = await givenLedCity(app)
})

describe('the way to a group', () => {
  it.each([
    ['the whole address', `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${WEBHOOK}`],
    ['the key alone', WEBHOOK],
  ])('is taken from %s, sealed, and never shown again', async (_, webhook) => {
    const answer = await corp.setGroup(corp.lead, corp.community, byWebhook(webhook))

    const body = await answer.text()
    expect(JSON.parse(body)).toMatchObject({
      unitId: corp.community,
      unitName: '汀南社区',
      kind: 'result',
      channel: 'webhook',
      addressHint: '0001',
      triedAt: null,
      problem: null,
    })
    expect(body).not.toContain(WEBHOOK)
    const row = only(await app.deps.db.select().from(groups))
    expect(row.addressSealed).not.toContain(WEBHOOK)
    expect(app.deps.sealer.open(row.addressSealed, ofGroup(row.unitId, row.kind))).toBe(WEBHOOK)
  })

  it.each([
    'https://example.com/hook?key=hook-tingnan-0001',
    '请看群公告里的地址',
    'https://qyapi.weixin.qq.com/cgi-bin/webhook/send',
  ])('refuses what is no webhook: %s', async webhook => {
    const answer = await corp.setGroup(corp.lead, corp.community, byWebhook(webhook))

    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'webhook_invalid' }])
    expect(await app.deps.db.select().from(groups)).toEqual([])
  })

  it('replaces the one before under the same id, and what waits goes the new way', async () => {
    const before = await corp.givenGroupId(byWebhook('hook-of-nobody-9999'))
    await corp.tryGroup(corp.lead, before)
    await queueMessage(app.deps.db, app.deps.sealer, { groupId: before, content: '通报', at: app.clock.now })

    const after = await (await corp.setGroup(corp.lead, corp.community, byWebhook(WEBHOOK))).json()

    expect(after).toMatchObject({ id: before, addressHint: '0001', triedAt: null, problem: null })
    await deliverMessages(app.deps)
    expect(app.wecom.chats.listMessages(0)).toMatchObject([{ chatId: 'staffgroup1', text: '通报' }])
  })

  it('tells the phones of the unit', async () => {
    await corp.setGroup(corp.lead, corp.community, byWebhook(WEBHOOK))

    expect(await app.deps.db.select().from(events).where(eq(events.kind, 'group_changed'))).toMatchObject([
      { unitId: corp.community },
    ])
  })

  it('is not set for units of others', async () => {
    expect((await corp.setGroup(corp.communityLead, corp.neighbour, byWebhook(WEBHOOK))).status).toBe(404)
    expect((await corp.setGroup(corp.communityLead, corp.city, byWebhook(WEBHOOK))).status).toBe(404)
    expect((await corp.setGroup(corp.lead, crypto.randomUUID(), byWebhook(WEBHOOK))).status).toBe(404)
  })

  it('is set by leads only, and only for the two kinds', async () => {
    const caller = await app.as(await app.givenStaff('何军', ['caller', corp.community]))

    expect((await corp.setGroup(caller, corp.community, byWebhook(WEBHOOK))).status).toBe(403)
    expect((await corp.setGroup(corp.lead, corp.community, byWebhook(WEBHOOK), 'gossip')).status).toBe(404)
  })
})

describe('a group made by the app', () => {
  const create = { channel: 'app_group', create: true }

  it('has everybody with a role in the unit or below it', async () => {
    await corp.removeCommunityLead()
    await corp.grant('chen.xiao', corp.community)
    await corp.grant('lin.yu', corp.community)
    await corp.grant('wu.di', corp.neighbour)

    const answer = await corp.setGroup(corp.lead, corp.community, create)
    await corp.setGroup(corp.lead, corp.street, create)

    expect(await answer.json()).toMatchObject({ channel: 'app_group', name: '汀南社区流调群' })
    const made = app.wecom.chats.listGroups().filter(group => group.agentId !== null)
    expect(made.map(group => group.memberIds)).toEqual([
      ['chen.xiao', 'lin.yu'],
      ['chen.xiao', 'lin.yu', 'wu.di'],
    ])
  })

  it('needs two people', async () => {
    await corp.removeCommunityLead()
    await corp.grant('chen.xiao', corp.community)

    const answer = await corp.setGroup(corp.lead, corp.community, create)

    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'group_too_small' }])
  })

  it('is not allowed where the app does not see the whole corp', async () => {
    const [simulated] = TEST_DIRECTORY.apps
    await corp.grant('chen.xiao', corp.community)
    moveCorp(app, { apps: simulated ? [{ ...simulated, visible: { departmentIds: [2], userIds: [] } }] : [] })

    const answer = await corp.setGroup(corp.lead, corp.community, create)

    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'app_group_not_allowed' }])
    expect(await app.deps.db.select().from(groups)).toEqual([])
  })

  it('asks for a sync when the directory does not know somebody any more', async () => {
    await corp.grant('chen.xiao', corp.community)

    const answer = await corp.setGroup(corp.lead, corp.community, create)

    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'directory_stale' }])
  })

  it('is made once when the phone repeats the request', async () => {
    await corp.removeCommunityLead()
    await corp.grant('chen.xiao', corp.community)
    await corp.grant('lin.yu', corp.community)
    const id = { 'idempotency-key': crypto.randomUUID() }
    const path = `/api/units/${corp.community}/groups/result`

    const first = await corp.lead.send('PUT', path, { name: '群', ...create }, id)
    const second = await corp.lead.send('PUT', path, { name: '群', ...create }, id)

    expect(await second.json()).toEqual(await first.json())
    expect(app.wecom.chats.listGroups().filter(group => group.agentId !== null)).toHaveLength(1)
  })

  it('says that WeCom is not to be reached', async () => {
    await corp.grant('chen.xiao', corp.community)
    app.wecom.faults.setNetworkDown(true)

    const answer = await corp.setGroup(corp.lead, corp.community, create)

    expect([answer.status, await answer.json()]).toMatchObject([502, { code: 'wecom_unavailable' }])
  })

  it('that exists is named by its chat id', async () => {
    const named = await corp.setGroup(corp.lead, corp.community, {
      channel: 'app_group',
      create: false,
      chatId: 'group20220521',
    })
    const unnamed = await corp.setGroup(corp.lead, corp.community, { channel: 'app_group', create: false })

    expect(await named.json()).toMatchObject({ addressHint: '0521' })
    expect([unnamed.status, await unnamed.json()]).toMatchObject([422, { code: 'chat_id_missing' }])
  })
})
