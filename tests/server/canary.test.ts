import { beforeAll, describe, expect, it } from 'vitest'
import { DataIssue } from '../../contract/data-issues.ts'
import { only } from '../../server/db/db.ts'
import { alerts, outgoingMessages, events, nudges } from '../../server/db/schema/index.ts'
import { startApp, type Client, type TestApp } from '../support/app.ts'
import { expectNoLeaks } from '../support/leaks.ts'
import { withMetrics } from '../support/metrics.ts'
import { CASES, DOORS, type Place } from '../support/route-cases.ts'
import { answerOf, dial, record, submit, waitingReport } from '../support/steps.ts'
import { ofMessage } from '../../server/privacy/places.ts'

/** A resident whose every value stands nowhere else, so that each place it turns up in is a leak. */
const CANARY = {
  phone: '13977770707',
  other: '13977770808',
  name: '淳于鹂黄',
  idNumber: '449903197707077077',
  address: '明州市云屏区澜汀街道鹂鸣苑7栋7707室',
  room: '7707',
  told: '鹂鸣苑7栋7708房',
  inRemark: '13977770909',
}

/** What of it must not stand in any answer but those of the doors. */
const CLEAR = [...Object.values(CANARY), '鹂黄', '7707077', '7708']

let app: TestApp
let member: Client
let place: Place

beforeAll(async () => {
  app = await startApp()
  withMetrics(app)
  const { community: unitId } = await app.givenCity()
  const groupId = await app.givenGroup(unitId)
  const staffId = await app.givenStaff('陈晓', ['caller', unitId], ['recorder', unitId], ['lead', unitId])
  member = await app.as(staffId)
  const canary = {
    unitId,
    subjects: [{ name: CANARY.name, idNumber: CANARY.idNumber, idNote: null }],
    alternatives: [CANARY.other],
    facts: { address: CANARY.address, origin: '岚州', remark: `家属电话 ${CANARY.inRemark} 上午不接` },
  }
  const [task, waiting] = [
    await app.givenTask({ ...canary, phone: CANARY.phone }),
    await app.givenTask({ ...canary, phone: '13977770101' }),
  ]
  const [third] = await app.givenTasks([{ ...canary, phone: '13977770202' }])
  if (!third) throw new Error('a task was given')
  for (const value of CLEAR) if (value.length > 4) app.clearValues.add(value)

  await dial(member, task)
  await member.send('POST', `/api/tasks/${task.id}/reveals`, { field: 'idNumber', reason: 'check_identity' })
  await member.send('PUT', `/api/tasks/${third.id}/draft`, { fields: { address: CANARY.told } })
  const reported = await submit(member, waiting, { address: CANARY.told, origin: '岚州' })
  const made = await record(member, await submit(member, third, { address: CANARY.told }))
  const alert = { kind: 'positive' as const, unitId, taskId: task.id, at: app.clock.now }
  const { id: alertId } = only(await app.deps.db.insert(alerts).values(alert).returning({ id: alerts.id }))
  const nudge = { kind: 'call' as const, unitId, at: app.clock.now, staffIds: [staffId], count: 1 }
  const { id: nudgeId } = only(await app.deps.db.insert(nudges).values(nudge).returning({ id: nudges.id }))
  const note = `${CANARY.name}不是 ${CANARY.phone}，证件 ${CANARY.idNumber}`
  const wrong = { kind: 'wrong_number', source: '澜汀街道办', note }
  const issue = await member.send('POST', `/api/tasks/${task.id}/data-issues`, wrong)
  const { id: dataIssueId } = await answerOf(DataIssue, issue)
  place = {
    unitId,
    staffId,
    groupId,
    task: { id: task.id, version: (await app.taskNow(task.id)).version, batchId: task.batchId },
    alertId,
    nudgeId,
    dataIssueId,
    report: { id: waitingReport(reported), taskVersion: reported.version },
    record: made,
  }
})

/** Every value below a key of this name. */
function valuesOf(body: unknown, key: string): unknown[] {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body).flatMap(([name, value]) => [...(name === key ? [value] : []), ...valuesOf(value, key)])
}

const leaksIn = (text: string) => CLEAR.filter(value => text.includes(value))

/** The route that ends the session comes last, the one that takes all roles away before it. */
const LAST = ['PUT /api/members/{staffId}/roles', 'POST /api/directory/sync', 'DELETE /api/session']
const routes = await listRoutes()
const ROUTES = [...routes.filter(key => !LAST.includes(key)), ...LAST].filter(key => !DOORS.includes(key))

/** The routes of the document, from an app of its own: tables of cases are made before any hook runs. */
async function listRoutes(): Promise<string[]> {
  const { app: document } = await startApp()
  const { paths } = await (await document.request('http://hecha.test/api/openapi.json')).json()
  return Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
  )
}

describe.each(ROUTES)('%s', key => {
  it('answers with nothing of the resident in clear', async () => {
    const [method = ''] = key.split(' ')
    const asked = CASES[key]?.ask(place)
    if (!asked) throw new Error(`no case for ${key}`)
    const response =
      method === 'GET'
        ? await member.get(asked.path)
        : await member.send(method as 'POST' | 'PUT' | 'DELETE', asked.path, asked.body)
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) return response.body?.cancel()
    const text = await response.text()
    if (method === 'GET') expect(response.status).toBeLessThan(400)

    expect(leaksIn(text + response.headers.get('location'))).toEqual([])
    if (!text.startsWith('{')) return
    const body: unknown = JSON.parse(text)
    for (const phone of valuesOf(body, 'phone')) expect(phone).toMatch(/^\d{3}\*{4}\d{4}$/)
    for (const tail of valuesOf(body, 'phoneTail')) expect(tail).toMatch(/^\d{4}$/)
    for (const idNumber of valuesOf(body, 'idNumber')) expect(idNumber).toMatch(/^\d{4}\*{10}\d{4}$/)
    for (const address of valuesOf(body, 'address')) expect(address ?? '***').toMatch(/\*\*\*$/)
    for (const subject of valuesOf(body, 'subjects').flat()) expect(subject).toMatchObject({ name: '淳于**' })
  })
})

it('leaves nothing of the resident in clear in logs, events, stored answers and any other table', async () => {
  await expectNoLeaks(app)
  expect(leaksIn(app.logged.join('\n'))).toEqual([])
  expect(leaksIn(JSON.stringify(await app.deps.db.select().from(events)))).toEqual([])
})

it('writes nothing of the resident in clear to the group', async () => {
  const messages = await app.deps.db.select().from(outgoingMessages)
  const texts = messages.map(message => app.deps.sealer.open(message.contentSealed, ofMessage(message)))

  expect(texts.length).toBeGreaterThanOrEqual(2)
  expect(leaksIn(texts.join('\n'))).toEqual([])
  expect(texts.join('\n')).toContain('淳于**')
})
