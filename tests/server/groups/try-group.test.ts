import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { only } from '../../../server/db/db.ts'
import { groups } from '../../../server/db/schema/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { byWebhook, givenLedCity, WEBHOOK, type LedCity } from '../../support/led-city.ts'

const TEST_LINE = '核查:测试消息,收到说明群已接通'

let app: TestApp
let corp: LedCity

beforeAll(async () => {
  app = await startApp({ firstLead: 'zhao.min' })
})

beforeEach(async () => {
  corp = await givenLedCity(app)
})

describe('trying a group', () => {
  it('posts the test line at once and keeps when', async () => {
    const id = await corp.givenGroupId(byWebhook(WEBHOOK))

    const answer = await corp.tryGroup(corp.lead, id)

    expect(await answer.json()).toMatchObject({
      delivered: true,
      problem: null,
      group: { id, triedAt: app.clock.now.toISOString(), problem: null },
    })
    expect(app.wecom.chats.listMessages(0)).toMatchObject([{ chatId: 'staffgroup1', text: TEST_LINE }])
  })

  it('shows a group made by the app on the phones', async () => {
    await corp.removeCommunityLead()
    await corp.grant('chen.xiao', corp.community)
    await corp.grant('lin.yu', corp.community)
    const id = await corp.givenGroupId({ channel: 'app_group', create: true })

    expect(await (await corp.tryGroup(corp.lead, id)).json()).toMatchObject({ delivered: true })
    expect(app.wecom.chats.listGroups().find(group => group.agentId !== null)?.visible).toBe(true)
  })

  it.each([
    ['a webhook that is gone', byWebhook('hook-of-nobody-9999'), '地址无效'],
    ['a group that is gone', { channel: 'app_group', create: false, chatId: 'nosuchgroup' }, '可能已解散'],
    ['a group of staff', { channel: 'app_group', create: false, chatId: 'staffgroup1' }, '不是本应用建的'],
  ])('answers with a sentence for %s and keeps it', async (_, way, sentence) => {
    const id = await corp.givenGroupId(way)

    const answer = await corp.tryGroup(corp.lead, id)

    expect(answer.status).toBe(200)
    const problem = expect.stringContaining(sentence)
    expect(await answer.json()).toMatchObject({ delivered: false, problem, group: { problem } })
    expect(only(await app.deps.db.select().from(groups))).toMatchObject({ triedAt: app.clock.now, problem })
  })

  it.each([
    ['limits', () => app.wecom.faults.refuseNext('webhook/send', 45009), '一分钟'],
    ['is busy', () => app.wecom.faults.refuseNext('webhook/send', -1, 9), '连不上'],
    ['is down', () => app.wecom.faults.setNetworkDown(true), '连不上'],
    ['refuses in an unknown way', () => app.wecom.faults.refuseNext('webhook/send', 93017), '93017'],
  ] as const)('says what to do when WeCom %s', async (_, fail, sentence) => {
    const id = await corp.givenGroupId(byWebhook(WEBHOOK))
    fail()

    expect(await (await corp.tryGroup(corp.lead, id)).json()).toMatchObject({
      delivered: false,
      problem: expect.stringContaining(sentence),
    })
  })

  it('forgets the problem once it works', async () => {
    const id = await corp.givenGroupId(byWebhook(WEBHOOK))
    app.wecom.faults.refuseNext('webhook/send', 45009)
    await corp.tryGroup(corp.lead, id)

    expect(await (await corp.tryGroup(corp.lead, id)).json()).toMatchObject({
      delivered: true,
      group: { problem: null },
    })
  })

  it('posts once when the phone repeats the request', async () => {
    const id = await corp.givenGroupId(byWebhook(WEBHOOK))
    const request = { 'idempotency-key': crypto.randomUUID() }

    await corp.lead.send('POST', `/api/groups/${id}/try`, undefined, request)
    await corp.lead.send('POST', `/api/groups/${id}/try`, undefined, request)

    expect(app.wecom.chats.listMessages(0)).toHaveLength(1)
  })

  it('does not know groups of others', async () => {
    const id = await corp.givenGroupId(byWebhook(WEBHOOK), corp.neighbour)

    expect((await corp.tryGroup(corp.communityLead, id)).status).toBe(404)
    expect((await corp.tryGroup(corp.lead, crypto.randomUUID())).status).toBe(404)
    expect(app.wecom.chats.listMessages(0)).toEqual([])
  })
})

describe('the list of groups', () => {
  it('shows every led unit with its groups and the nearest one above', async () => {
    await corp.setGroup(corp.lead, corp.street, { ...byWebhook(WEBHOOK), name: '澜汀街道反馈群' })
    await corp.setGroup(corp.lead, corp.community, byWebhook(WEBHOOK))
    await corp.setGroup(corp.lead, corp.city, { ...byWebhook(WEBHOOK), name: '明州通报群' }, 'bulletin')

    const { units: listed } = await (await corp.lead.get('/api/groups')).json()

    expect(listed).toHaveLength(8)
    expect(listed[0]).toMatchObject({ unitId: corp.city, unitLevel: 'city', bulletin: { name: '明州通报群' } })
    const rowOf = (unitId: string) => listed.find((row: { unitId: string }) => row.unitId === unitId)
    expect(rowOf(corp.community)).toMatchObject({
      result: { name: '汀南社区流调群', addressHint: '0001' },
      bulletin: null,
      resultAbove: { unitName: '澜汀街道', name: '澜汀街道反馈群' },
      bulletinAbove: { unitName: '明州市', name: '明州通报群' },
    })
    expect(rowOf(corp.neighbour)).toMatchObject({ result: null, resultAbove: { unitName: '澜汀街道' } })
  })

  it('ends at the own units, naming only what stands above', async () => {
    await corp.setGroup(corp.lead, corp.street, { ...byWebhook(WEBHOOK), name: '澜汀街道反馈群' })

    const { units: listed } = await (await corp.communityLead.get('/api/groups')).json()

    expect(listed).toMatchObject([
      { unitId: corp.community, result: null, resultAbove: { unitName: '澜汀街道', name: '澜汀街道反馈群' } },
    ])
  })
})
