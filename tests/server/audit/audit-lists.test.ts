import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { AuditPage, SubjectAudit } from '../../../contract/audit.ts'
import { alerts } from '../../../server/db/schema/index.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { answerOf, dial, refusalOf } from '../../support/steps.ts'

let app: TestApp
let city: Awaited<ReturnType<TestApp['givenCity']>>
let callerId: string
let caller: Client
let lead: Client
let neighbourLead: Client
let cityLead: Client
let foreignCaller: Client
const phone = '13655551234'

beforeAll(async () => {
  app = await startApp()
  city = await app.givenCity()
  const { community, neighbour } = city
  callerId = await app.givenStaff('陈晓', ['caller', community])
  caller = await app.as(callerId)
  foreignCaller = await app.as(await app.givenStaff('林雨', ['caller', neighbour]))
  lead = await app.as(await app.givenStaff('赵敏', ['lead', community]))
  neighbourLead = await app.as(await app.givenStaff('钱进', ['lead', neighbour]))
  cityLead = await app.as(await app.givenStaff('孙亮', ['lead', city.city]))
})

const pageOf = async (client: Client, path: string) => answerOf(AuditPage, await client.get(path))

describe('the list of looks', () => {
  it('tells me and my lead at once what I looked at, newest first', async () => {
    const task = await app.givenTask({ unitId: city.community, phone })
    await dial(caller, task)
    app.clock.advance(1000)
    await caller.send('POST', `/api/tasks/${task.id}/reveals`, { field: 'name', reason: 'check_identity' })

    const mine = await pageOf(caller, '/api/audit/mine')

    const about = { staffId: callerId, staffName: '陈晓', unitName: '汀南社区', taskId: task.id, taskCode: task.code }
    expect(mine.items).toEqual([
      {
        ...about,
        at: app.clock.now.toISOString(),
        action: 'reveal',
        field: 'name',
        reason: 'check_identity',
        name: '张**',
      },
      { ...about, at: expect.any(String), action: 'dial', field: 'phone', reason: null, name: '张**' },
    ])
    expect((await pageOf(lead, '/api/audit')).items).toEqual(mine.items)
    expect((await pageOf(cityLead, '/api/audit')).items).toEqual(mine.items)
    expect((await pageOf(neighbourLead, '/api/audit')).items).toEqual([])
    expect((await pageOf(foreignCaller, '/api/audit/mine')).items).toEqual([])
  })

  it('is searched by person, task, deed, reason and time', async () => {
    const task = await app.givenTask({ unitId: city.community })
    const from = app.clock.now.toISOString()
    const otherId = await app.givenStaff('吴桐', ['recorder', city.community])
    await (
      await app.as(otherId)
    ).send('POST', `/api/tasks/${task.id}/reveals`, { field: 'phone', reason: 'door_visit' })
    app.clock.advance(1000)
    const to = app.clock.now.toISOString()
    await dial(caller, task)

    const found = async (search: string) => (await pageOf(lead, `/api/audit?${search}`)).items.map(item => item.action)
    expect(await found(`staffId=${otherId}`)).toEqual(['reveal'])
    expect(await found(`taskId=${task.id}`)).toEqual(['dial', 'reveal'])
    expect(await found(`code=%23${task.code.toLowerCase()}`)).toEqual(['dial', 'reveal'])
    expect(await found(`code=${task.code}&action=reveal`)).toEqual(['reveal'])
    expect(await found('code=00000')).toEqual([])
    expect(await found(`taskId=${task.id}&action=dial`)).toEqual(['dial'])
    expect(await found('reason=door_visit')).toEqual(['reveal'])
    expect(await found(`taskId=${task.id}&from=${from}&to=${to}`)).toEqual(['reveal'])
    expect(await found(`taskId=${task.id}&from=${to}`)).toEqual(['dial'])
    expect(await found(`staffId=${otherId}&action=dial`)).toEqual([])
  })

  it('is read page by page without losing or repeating an entry of the same moment', async () => {
    const tasks = await app.givenTasks(
      Array.from({ length: 7 }, (_, i) => ({ unitId: i % 2 ? city.community : city.neighbour })),
    )
    const both = await app.as(await app.givenStaff('何畅', ['recorder', city.community], ['recorder', city.neighbour]))
    for (const { id } of tasks) {
      await both.send('POST', `/api/tasks/${id}/reveals`, { field: 'phone', reason: 'door_visit' })
    }

    const seen: (string | null)[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: AuditPage = await pageOf(both, `/api/audit/mine?limit=3${next ? `&after=${next}` : ''}`)
      seen.push(...page.items.map(item => item.taskId))
      next = page.next
    }
    expect(seen).toHaveLength(7)
    expect(new Set(seen)).toEqual(new Set(tasks.map(task => task.id)))
  })

  it.each(['x', 'WzEsMiwzXQ', btoa(JSON.stringify(['2022-05-21T12:00:00.000Z', 'x', 1]))])(
    'refuses the page %s',
    async after => {
      expect((await refusalOf(await caller.get(`/api/audit/mine?after=${after}`))).code).toBe('invalid_input')
    },
  )
})

describe('who looked at me', () => {
  it('is found by the number, within the lead’s units, and written down itself', async () => {
    const [mine, theirs] = await app.givenTasks([
      { unitId: city.community, phone: '13655559001' },
      { unitId: city.neighbour, phone: '13655559002', alternatives: ['13655559001'] },
    ])
    if (!mine || !theirs) throw new Error('two tasks were given')
    await dial(caller, mine)
    await dial(foreignCaller, theirs)
    const ask = async (client: Client) =>
      answerOf(SubjectAudit, await client.send('POST', '/api/audit/subject', { phone: '136 5555 9001' }))

    expect((await ask(lead)).items.map(item => item.taskId)).toEqual([mine.id])
    expect((await ask(cityLead)).items.map(item => item.taskId)).toContain(theirs.id)
    expect((await pageOf(lead, '/api/audit?action=search')).items[0]).toMatchObject({ staffName: '赵敏', taskId: null })
    await expectNoLeaks(app)
  })

  it('is refused for what is no number', async () => {
    const answer = await lead.send('POST', '/api/audit/subject', { phone: 'abcdef' })
    expect((await refusalOf(answer)).code).toBe('invalid_input')
  })
})

describe('what a page refused to let out', () => {
  const refused = (way: string, taskId?: string) =>
    caller.send('POST', '/api/refused-copies', taskId === undefined ? { way } : { way, taskId })
  const noted = async () =>
    (await pageOf(caller, '/api/audit/mine')).items
      .filter(({ action }) => action === 'copying')
      .map(({ field, reason, taskId }) => [field, reason, taskId])

  it('is written down for the lead, a held key once a minute', async () => {
    const task = await app.givenTask({ unitId: city.community })

    const answers = await Promise.all(Array.from({ length: 5 }, () => refused('copy', task.id)))
    await refused('print')
    app.clock.advance(MINUTE_MS)
    await refused('copy')

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 204))
    expect(await noted()).toEqual([
      ['copy', '复制', null],
      ['print', '打印', null],
      ['copy', '复制', task.id],
    ])
    expect((await pageOf(lead, '/api/audit?action=copying')).items).toHaveLength(3)
  })

  it('of a foreign task does not exist', async () => {
    const task = await app.givenTask({ unitId: city.neighbour })
    expect((await refusalOf(await refused('cut', task.id))).code).toBe('not_found')
  })
})

describe('a screenshot', () => {
  it('is written down and told to the lead', async () => {
    const task = await app.givenTask({ unitId: city.community })

    expect((await caller.send('POST', '/api/screen-captures', { taskId: task.id })).status).toBe(204)
    expect((await caller.send('POST', '/api/screen-captures', {})).status).toBe(204)

    const noted = (await pageOf(caller, '/api/audit/mine?limit=2')).items
    expect(noted.map(item => [item.action, item.taskId]).sort()).toEqual(
      [
        ['screenshot', task.id],
        ['screenshot', null],
      ].sort(),
    )
    expect(await app.deps.db.select().from(alerts).where(eq(alerts.kind, 'screenshot'))).toMatchObject([
      { unitId: city.community, staffId: callerId, taskId: task.id },
    ])
  })

  it('of a foreign task does not exist', async () => {
    const task = await app.givenTask({ unitId: city.neighbour })
    expect((await refusalOf(await caller.send('POST', '/api/screen-captures', { taskId: task.id }))).code).toBe(
      'not_found',
    )
  })
})
