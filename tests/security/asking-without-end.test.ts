import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { AlertList } from '../../contract/alerts.ts'
import { LookLimits } from '../../contract/looks.ts'
import { createApp } from '../../server/app.ts'
import { auditEntries } from '../../server/db/schema/index.ts'
import { ORIGIN, startApp, type Client } from '../support/app.ts'
import { expectNoLeaks } from '../support/leaks.ts'
import { givenRecorders } from '../support/pastes.ts'
import { answerOf, dial, refusalOf } from '../support/steps.ts'
import { HOUR_MS } from '../../domain/time/lengths.ts'

const app = await startApp()

let town: Awaited<ReturnType<typeof givenRecorders>>
let memberId: string
let member: Client

beforeEach(async () => {
  town = await givenRecorders(app)
  const { community } = town.city
  memberId = await app.givenStaff('何畅', ['recorder', community], ['caller', community], ['lead', community])
  member = await app.as(memberId)
})

/** So many messages, each of another resident nobody knows. */
const messages = (count: number) =>
  Array.from({ length: count }, (_, i) => `尾号${1000 + i} 李${'一二三四五六七八九'[i % 9]} 核酸5月20日阴`).join('\n\n')

const paste = (client: Client, people: number) => client.send('POST', '/api/pastes', { text: messages(people) })

const entries = (action: string) =>
  app.deps.db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.staffId, memberId), eq(auditEntries.action, action)))

describe('one paste', () => {
  it('of 200 people is read and written down, one of more is not read at all', async () => {
    expect((await paste(member, 200)).status).toBe(200)
    expect(await refusalOf(await paste(member, 201))).toMatchObject({ status: 422, code: 'paste_too_many' })

    expect(await entries('compare')).toMatchObject([{ field: 'paste', reason: '粘贴识别，比对 200 人' }])
    await expectNoLeaks(app)
  })

  it('that speaks of one resident many times looks at one', async () => {
    const text = Array.from({ length: 300 }, (_, i) => `尾号1000 第${i}次 无人接听`).join('\n\n')

    expect((await member.send('POST', '/api/pastes', { text })).status).toBe(200)

    expect(await entries('compare')).toMatchObject([{ reason: '粘贴识别，比对 1 人' }])
  })
})

describe('600 people an hour', () => {
  it('are all, however they are asked about, and are told the lead at 480 and beyond 600', async () => {
    const lead = await app.as(await app.givenStaff('赵敏', ['lead', town.city.community]))
    const kinds = async () => (await answerOf(AlertList, await lead.get('/api/alerts'))).alerts.map(({ kind }) => kind)
    await paste(member, 200)
    await paste(member, 200)
    const task = await town.givenResident('张三丰', '13812345678')
    await dial(member, task)
    await member.send('POST', `/api/tasks/${task.id}/reveals`, { field: 'name', reason: 'check_identity' })
    await member.send('POST', '/api/audit/subject', { phone: '13812345678' })
    await member.send('POST', '/api/pastes/candidates', { search: '5678' })
    await member.get('/api/tasks?search=5678')
    expect(await kinds()).toEqual([])
    await paste(member, 43)
    expect(await kinds()).toEqual(['looks_near'])
    await paste(member, 120)

    const refused = [
      await paste(member, 1),
      await member.send('POST', `/api/tasks/${task.id}/dial`, { version: (await app.taskNow(task.id)).version }),
      await member.send('POST', `/api/tasks/${task.id}/reveals`, { field: 'name', reason: 'check_identity' }),
      await member.send('POST', '/api/audit/subject', { phone: '13812345678' }),
      await member.send('POST', '/api/pastes/candidates', { search: '5678' }),
      await member.get('/api/tasks?search=5678'),
    ]

    for (const answer of refused) expect(await refusalOf(answer)).toMatchObject({ status: 429, code: 'look_limit' })
    expect((await kinds()).sort()).toEqual(['look_limit', 'looks_near'])
    expect((await paste(town.colleague, 1)).status).toBe(200)
  })

  it('are counted over all processes, whatever address asks and however many ask at once', async () => {
    const other = createApp({ ...app.deps })
    const token = await app.givenSession(memberId)
    const ask = (i: number) =>
      (i % 2 === 0 ? app.app : other).request(`${ORIGIN}/api/pastes`, {
        method: 'POST',
        headers: {
          origin: ORIGIN,
          cookie: `hecha_session=${token}`,
          'content-type': 'application/json',
          'x-forwarded-for': `10.0.0.${i}`,
        },
        body: JSON.stringify({ text: messages(150) }),
      })

    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => ask(i)))

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(4)
    app.clock.advance(HOUR_MS)
    expect((await paste(await app.as(memberId), 150)).status).toBe(200)
  })
})

describe('the limits', () => {
  const limits = { peopleAPaste: 20, peopleAnHour: 100 }
  const set = (client: Client, body: object = limits) => client.send('PUT', '/api/looks/limits', body)

  it('are set by the lead of the whole tree, for everybody at once', async () => {
    const top = await app.as(await app.givenStaff('孙苗', ['lead', town.city.city]))
    expect(await answerOf(LookLimits, await top.get('/api/looks/limits'))).toEqual({
      peopleAPaste: 200,
      peopleAnHour: 600,
    })
    expect(await answerOf(LookLimits, await set(top))).toEqual(limits)

    expect((await refusalOf(await paste(member, 21))).code).toBe('paste_too_many')
    for (let i = 0; i < 5; i += 1) expect((await paste(member, 20)).status).toBe(200)
    expect((await refusalOf(await paste(member, 1))).code).toBe('look_limit')
    const changes = await app.deps.db.select().from(auditEntries).where(eq(auditEntries.action, 'limits'))
    expect(changes).toMatchObject([{ reason: '每次粘贴 20 人，每小时 100 人' }])
  })

  it('are not set by the lead of a part, nor to what would be no limit', async () => {
    const top = await app.as(await app.givenStaff('孙苗', ['lead', town.city.city]))

    expect((await refusalOf(await set(member))).code).toBe('forbidden')
    expect((await refusalOf(await set(top, { peopleAPaste: 20, peopleAnHour: 1_000_000 }))).code).toBe('invalid_input')
  })
})

it('tells nothing to who has not passed the lesson', async () => {
  const { community } = town.city
  const untrained = await app.as(await app.givenUntrained('周宁', ['recorder', community], ['lead', community]))

  const answers = [
    await paste(untrained, 1),
    await untrained.send('POST', '/api/pastes/candidates', { search: '5678' }),
    await untrained.get('/api/tasks?search=5678'),
    await untrained.send('POST', '/api/audit/subject', { phone: '13812345678' }),
  ]

  for (const answer of answers) expect(await refusalOf(answer)).toMatchObject({ status: 403, code: 'untrained' })
})
