// P18: what is wrong in a list is said by kind and source, and listed for whoever tells the sender.
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DataIssue, DataIssuePage, type ReportDataIssue } from '../../../contract/data-issues.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { answerOf, getTask, refusalOf } from '../../support/steps.ts'

let app: TestApp
let caller: Client
let lead: Client
let neighbourLead: Client
let unitId: string
let neighbour: string

const issue: ReportDataIssue = { kind: 'wrong_number', source: '澜汀街道办', note: null }

beforeAll(async () => {
  app = await startApp()
  const city = await app.givenCity()
  unitId = city.community
  neighbour = city.neighbour
  caller = await app.as(await app.givenStaff('陈晓', ['caller', unitId]))
  lead = await app.as(await app.givenStaff('赵敏', ['lead', city.street]))
  neighbourLead = await app.as(await app.givenStaff('钱进', ['lead', neighbour]))
})

afterEach(() => expectNoLeaks(app))

const report = (taskId: string, change: Partial<ReportDataIssue> = {}, by = caller) =>
  by.send('POST', `/api/tasks/${taskId}/data-issues`, { ...issue, ...change })
const reported = async (taskId: string, change: Partial<ReportDataIssue> = {}) =>
  answerOf(DataIssue, await report(taskId, change))
const list = async (by: Client, search = '') => answerOf(DataIssuePage, await by.get(`/api/data-issues?${search}`))
const passOn = (ids: string[], passedOn: boolean, by = lead) =>
  by.send('POST', '/api/data-issues/passed-on', { ids, passedOn })

describe('a report of wrong data', () => {
  it('is listed for the leads of the unit with what and whose it is, masked', async () => {
    const task = await app.givenTask({ unitId })

    const made = await reported(task.id, { note: '少一位' })

    expect(made).toMatchObject({
      ...issue,
      note: '少一位',
      staffName: '陈晓',
      unitName: '汀南社区',
      batchName: '测试名单',
      taskCode: task.code,
      name: '张**',
      passedOnAt: null,
    })
    expect((await list(lead)).items).toContainEqual(made)
    expect((await list(neighbourLead)).items).toEqual([])
    expect((await getTask(caller, task.id)).history[0]).toMatchObject({ text: '报告数据有误', by: '陈晓' })
  })

  it('keeps no name, number or document of the note', async () => {
    const task = await app.givenTask({
      unitId,
      phone: '13512344321',
      subjects: [{ name: '钱多多', idNumber: '449903199302023344', idNote: null }],
    })

    const { note } = await reported(task.id, {
      kind: 'wrong_name',
      note: '不叫钱多多，１３５１２３４４３２１ 是 449903199302023344 的',
    })

    expect(note).toBe('不叫钱**，**** 是 **** 的')
  })

  it('said twice is one until it was passed on', async () => {
    const task = await app.givenTask({ unitId })
    const first = await reported(task.id)

    expect((await reported(task.id)).id).toBe(first.id)
    expect((await reported(task.id, { kind: 'duplicate' })).id).not.toBe(first.id)
    await passOn([first.id], true)
    expect((await reported(task.id)).id).not.toBe(first.id)
  })

  it('is refused of a foreign task and of a source the card does not name', async () => {
    const [task, foreign] = [await app.givenTask({ unitId }), await app.givenTask({ unitId: neighbour })]

    expect((await refusalOf(await report(foreign.id))).code).toBe('not_found')
    expect((await refusalOf(await report(task.id, { source: '别处' }))).code).toBe('invalid_input')
  })
})

describe('passing on', () => {
  it('takes issues off the open list, counted by list and source, and back', async () => {
    const [one, two] = await app.givenTasks([{ unitId }, { unitId }])
    if (!one || !two) throw new Error('two tasks were given')
    const ids = [(await reported(one.id)).id, (await reported(two.id)).id]
    const groupNow = async () => (await list(lead)).groups?.find(group => group.batchId === one.batchId)
    expect(await groupNow()).toMatchObject({ source: '澜汀街道办', open: 2 })

    expect((await passOn(ids, true)).status).toBe(204)

    expect(await groupNow()).toBeUndefined()
    const told = (await list(lead, `state=passed_on&batchId=${one.batchId}`)).items
    expect(told).toMatchObject(ids.map(() => ({ passedOnAt: app.clock.now.toISOString(), passedOnBy: '赵敏' })))

    await passOn(ids.slice(0, 1), false)
    expect(await groupNow()).toMatchObject({ open: 1 })
  })

  it('of a foreign issue does not exist, and changes none of the others', async () => {
    const own = await reported((await app.givenTask({ unitId })).id)

    expect((await refusalOf(await passOn([own.id], true, neighbourLead))).code).toBe('not_found')
    expect((await list(lead, 'limit=100')).items.map(item => item.id)).toContain(own.id)
  })

  it('is read page by page without losing one of the same moment', async () => {
    const given = await app.givenTasks(Array.from({ length: 5 }, () => ({ unitId })))
    for (const { id } of given) await reported(id, { kind: 'other' })
    const batchId = given[0]?.batchId ?? ''

    const seen: string[] = []
    let after = ''
    do {
      const page = await list(lead, `batchId=${batchId}&limit=2${after && `&after=${after}`}`)
      seen.push(...page.items.map(item => item.taskId))
      after = page.next ?? ''
    } while (after)

    expect(seen.sort()).toEqual(given.map(task => task.id).sort())
  })
})
