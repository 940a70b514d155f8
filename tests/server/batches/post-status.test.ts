// P8: the line that answers 「名单怎么还没报」 goes to the bulletin group without being copied.
import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { StatusPost } from '../../../contract/batches.ts'
import { outgoingMessages } from '../../../server/db/schema/index.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { answerOf, refusalOf } from '../../support/steps.ts'
import { ofMessage } from '../../../server/privacy/places.ts'

let app: TestApp
let lead: Client
let neighbourLead: Client
let path: string
let street: string

beforeAll(async () => {
  app = await startApp()
  const city = await app.givenCity()
  street = city.street
  lead = await app.as(await app.givenStaff('赵敏', ['lead', street]))
  neighbourLead = await app.as(await app.givenStaff('钱进', ['lead', city.neighbour]))
  const deadlineAt = new Date('2022-05-21T16:00:00Z')
  const { batchId } = await app.givenTask({ unitId: city.community, deadlineAt })
  path = `/api/batches/${batchId}/status-posts`
})

it('is refused where no bulletin group is set, and of a foreign list', async () => {
  expect((await refusalOf(await lead.send('POST', path))).code).toBe('bulletin_group_missing')
  expect((await refusalOf(await neighbourLead.send('POST', path))).code).toBe('not_found')
})

it('is queued once for a tap, with the numbers of this moment', async () => {
  const groupId = await app.givenGroup(street, 'hook-bulletin-0001', 'bulletin')
  const key = { 'idempotency-key': crypto.randomUUID() }

  const posted = await answerOf(StatusPost, await lead.send('POST', path, undefined, key))
  await lead.send('POST', path, undefined, key)

  expect(posted.line).toBe(
    '【测试名单】收到 1 行，任务 1，已录入 0，匹配率 0.0%（0/1），还剩 4 小时，最迟 5月21日 24:00（5月21日 20:00）',
  )
  const queued = await app.deps.db.select().from(outgoingMessages).where(eq(outgoingMessages.groupId, groupId))
  expect(queued.map(message => app.deps.sealer.open(message.contentSealed, ofMessage(message)))).toEqual([posted.line])
})
