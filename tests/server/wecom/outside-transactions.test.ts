// WeCom answers when it likes: whoever asks it holds no row and no lock meanwhile.
import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { only, rowsOf } from '../../../server/db/db.ts'
import { groups } from '../../../server/db/schema/index.ts'
import { deliverMessages } from '../../../server/messages/delivery.ts'
import { queueMessage } from '../../../server/messages/queue-message.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { byWebhook, givenLedCity, WEBHOOK, type LedCity } from '../../support/led-city.ts'
import { askThrough } from '../../support/simulated-corp.ts'
import { ofGroup } from '../../../server/privacy/places.ts'

let app: TestApp
let corp: LedCity
/** What WeCom was asked, with how many transactions waited for its answer. */
let asked: { api: string; waiting: number }[]

beforeAll(async () => {
  app = await startApp({ firstLead: 'zhao.min' })
})

beforeEach(async () => {
  corp = await givenLedCity(app)
  await corp.removeCommunityLead()
  await corp.grant('chen.xiao', corp.community)
  await corp.grant('lin.yu', corp.community)
  asked = []
  askThrough(app, async request => {
    asked.push({ api: new URL(request.url).pathname.replace('/cgi-bin/', ''), waiting: await countWaiting() })
    return app.wecom.fetch(request)
  })
})

/** Transactions of this database that are open and do nothing: they wait for whoever began them. */
async function countWaiting(): Promise<number> {
  const rows = await rowsOf<{ waiting: number }>(
    app.deps.db,
    sql`select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`,
  )
  return only(rows).waiting
}

const CREATE = { channel: 'app_group', create: true }

it.each([
  ['a group is made', 'appchat/create', () => corp.setGroup(corp.lead, corp.community, CREATE)],
  [
    'a group is tried',
    'webhook/send',
    async () => corp.tryGroup(corp.lead, await corp.givenGroupId(byWebhook(WEBHOOK))),
  ],
  ['the directory is read again', 'department/list', () => corp.lead.send('POST', '/api/directory/sync')],
  [
    'departments are mapped',
    'department/list',
    () => corp.lead.send('PUT', '/api/directory/departments', { mappings: [] }),
  ],
])('no transaction waits for WeCom when %s', async (_what, api, change) => {
  const answer = await change()

  expect(answer.status).toBe(200)
  expect(asked.map(one => one.api)).toContain(api)
  expect(asked.filter(one => one.waiting > 0)).toEqual([])
})

it('no transaction waits for WeCom when messages are delivered', async () => {
  const groupId = await corp.givenGroupId(byWebhook(WEBHOOK))
  await queueMessage(app.deps.db, app.deps.sealer, { groupId, content: '通报', at: app.clock.now })

  await deliverMessages(app.deps)

  expect(asked).toEqual([{ api: 'webhook/send', waiting: 0 }])
})

it('notices a transaction that waits', async () => {
  const waiting = await app.deps.db.transaction(async tx => {
    await tx.execute(sql`select 1`)
    return countWaiting()
  })

  expect(waiting).toBe(1)
})

it('makes one group where the answer was lost and the phone asks again', async () => {
  const path = `/api/units/${corp.community}/groups/result`
  const id = { 'idempotency-key': crypto.randomUUID() }
  const body = { name: '汀南社区流调群', ...CREATE }
  askThrough(app, async request => {
    const answer = await app.wecom.fetch(request)
    if (request.url.includes('appchat/create')) throw new TypeError('connection lost')
    return answer
  })
  const lost = await corp.lead.send('PUT', path, body, id)
  askThrough(app, request => app.wecom.fetch(request))

  const again = await corp.lead.send('PUT', path, body, id)

  expect([lost.status, again.status]).toEqual([502, 200])
  const [made, ...others] = app.wecom.chats.listGroups().filter(group => group.agentId !== null)
  expect(others).toEqual([])
  const kept = only(await app.deps.db.select().from(groups))
  expect(app.deps.sealer.open(kept.addressSealed, ofGroup(kept.unitId, kept.kind))).toBe(made?.chatId)
})
