import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'
import { emptyReportFields, type ReportFields } from '../../../../contract/report-fields.ts'
import type { TaskDetail } from '../../../../contract/tasks.ts'
import { setServerNow } from '../../../../src/app/server-clock.ts'
import { useCall } from '../../../../src/features/calling/useCall.ts'
import { useReportForm } from '../../../../src/features/calling/useReportForm.ts'
import { useTaskDetail } from '../../../../src/features/tasks/useTaskDetail.ts'
import { startApp, type Client, type TestApp } from '../../../support/app.ts'
import { connectPage, openPage } from '../../../support/page-client.ts'
import { until } from '../../../support/until.ts'
import { MINUTE_MS } from '../../../../domain/time/lengths.ts'

let app: TestApp
let community: string
let colleague: Client
let scope: EffectScope

beforeAll(async () => {
  openPage('<meta name="hecha-simulated" content="true">')
  app = await startApp()
  community = (await app.givenCity()).community
  await connectPage(app, await app.givenStaff('陈晓', ['caller', community]))
  colleague = await app.as(await app.givenStaff('方琳', ['caller', community]))
})

beforeEach(async () => {
  await app.freeHands()
  setServerNow(app.clock.now.toISOString())
  setActivePinia(createPinia())
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
})

/** Tasks of which the call was asked for on the list. */
const asked = new Set<string>()

/** A task on the screen of 陈晓. */
async function openTask(known?: string) {
  const id = known ?? (await app.givenTask({ unitId: community })).id
  const goOn = vi.fn<() => void>()
  const settled = vi.fn<(words: string, state: string, problem: string | null) => void>()
  const page = scope.run(() => {
    const detail = useTaskDetail(id)
    const { task, accept } = detail
    return { detail, flow: useCall({ task, accept, goOn, settled, requested: () => asked.delete(id) }) }
  })
  if (!page) throw new Error('the scope is gone')
  await until(() => page.detail.task.value)
  return { ...page, id, goOn, settled }
}

const taskNow = async (id: string) => (await (await colleague.get(`/api/tasks/${id}`)).json()) as TaskDetail
/** After this time without a sign of life the number is free again. */
const LEASE_MS = 3 * MINUTE_MS + 1
const told: ReportFields = { ...emptyReportFields(), outcome: 'reached', whereabouts: 'local' }

describe('a call', () => {
  it('rings, and one tap records how it ended and goes on', async () => {
    const { flow, id, goOn, settled } = await openTask()

    await flow.dial()
    expect(flow.state.value.at).toBe('outcome')
    flow.endCall('busy', null)

    expect(goOn).toHaveBeenCalledOnce()
    await until(() => settled.mock.lastCall)
    expect(settled).toHaveBeenCalledWith('已记：占线', 'sent', null)
    expect(await taskNow(id)).toMatchObject({ attemptCount: 1, lastOutcome: 'busy', lease: null })
  })

  it('is recorded once however often the thumb taps', async () => {
    const { flow, id, goOn, settled } = await openTask()
    await flow.dial()

    flow.endCall('no_answer', null)
    flow.endCall('no_answer', null)
    flow.tell('refused', null)

    await until(() => settled.mock.lastCall)
    expect(goOn).toHaveBeenCalledOnce()
    expect(await taskNow(id)).toMatchObject({ attemptCount: 1, lastOutcome: 'no_answer' })
  })

  it('with the wrong person is a report of one tap', async () => {
    const { flow, id, settled } = await openTask()
    await flow.dial()

    flow.tell('wrong_person', 'old_owner')

    await until(() => settled.mock.lastCall)
    expect((await taskNow(id)).attempts).toMatchObject([{ outcome: 'wrong_person', mismatchKind: 'old_owner' }])
  })

  it('leaves the list when the filled form is in the system', async () => {
    const { flow, id, detail, goOn } = await openTask()
    await flow.dial()
    flow.openForm()

    const version = detail.task.value?.version ?? 0
    await flow.submit({ version, callAttemptId: flow.attemptId.value, fields: told }, true)

    expect(goOn).toHaveBeenCalledOnce()
    expect(await taskNow(id)).toMatchObject({ status: 'reported', reports: [{ staffName: '陈晓' }] })
  })

  it('shows beforehand the very line that is posted', async () => {
    const { flow, id, detail } = await openTask()
    const task = detail.task.value
    if (!task) throw new Error('no task')
    const form = useReportForm(ref(task), '明', null)
    Object.assign(form.fields, { whereabouts: 'local', origin: '东浦市长桥镇', arrivedOn: '2022-05-20' })
    const shown = form.line.value

    flow.askOutcome()
    flow.openForm()
    await flow.submit(form.report(null), !form.empty.value)

    expect((await taskNow(id)).reports).toMatchObject([{ line: shown }])
  })

  it('posts the line as the member changed it', async () => {
    const { flow, id, detail } = await openTask()
    const task = detail.task.value
    if (!task) throw new Error('no task')
    const form = useReportForm(ref(task), '明', null)
    form.edit('尾号核过，在家，明天去做')

    flow.askOutcome()
    flow.openForm()
    await flow.submit(form.report(null), !form.empty.value)

    expect((await taskNow(id)).reports).toMatchObject([{ line: '尾号核过，在家，明天去做' }])
  })

  it('stays on the form with the reason where a colleague was faster', async () => {
    const { flow, id, detail, goOn } = await openTask()
    flow.askOutcome()
    flow.openForm()
    const version = detail.task.value?.version ?? 0
    await until(() => detail.task.value?.lease?.mine)
    app.clock.advance(LEASE_MS)
    await colleague.send('POST', `/api/tasks/${id}/reports`, { version, callAttemptId: null, fields: told })

    await flow.submit({ version, callAttemptId: null, fields: told }, true)

    expect(flow.state.value.at).toBe('form')
    expect(goOn).not.toHaveBeenCalled()
    expect(flow.refusal.value).toMatchObject({ code: 'task_changed', changes: [{ by: '方琳' }] })
  })

  it('steps back from the form to the outcome, from there to the task, and then leaves', async () => {
    const { flow } = await openTask()
    flow.askOutcome()
    flow.openForm()

    expect([flow.back(), flow.state.value.at]).toEqual([false, 'outcome'])
    expect([flow.back(), flow.state.value.at]).toEqual([false, 'facts'])
    expect(flow.back()).toBe(true)
  })

  it('sends no form that says nothing', async () => {
    const { flow, id, detail, goOn } = await openTask()
    const task = detail.task.value
    if (!task) throw new Error('no task')
    const form = useReportForm(ref(task), '明', null)
    flow.askOutcome()
    flow.openForm()

    await flow.submit(form.report(null), !form.empty.value)

    expect([form.empty.value, flow.state.value.at]).toEqual([true, 'form'])
    expect(goOn).not.toHaveBeenCalled()
    expect(await taskNow(id)).toMatchObject({ status: 'to_call', reports: [] })
  })

  it('asked for on the list begins as soon as the task is there', async () => {
    const { id } = await app.givenTask({ unitId: community })
    asked.add(id)

    const { flow } = await openTask(id)

    await until(() => flow.state.value.at === 'outcome')
    expect(await taskNow(id)).toMatchObject({ attempts: [{ outcome: null, staffName: '陈晓' }] })
  })

  it('under way is taken up again after a reload, and nobody is rung twice', async () => {
    const first = await openTask()
    await first.flow.dial()
    asked.add(first.id)

    const { flow, detail } = await openTask(first.id)

    expect(flow.state.value).toEqual({ at: 'outcome', attemptId: detail.task.value?.attempts[0]?.id })
    flow.back()
    await flow.dial()
    expect((await taskNow(first.id)).attempts).toHaveLength(1)
  })

  it('waits while a colleague has the number, and goes to the next', async () => {
    const { id } = await app.givenTask({ unitId: community })
    await colleague.send('POST', `/api/tasks/${id}/dial`, { version: 1 })

    const { flow, goOn } = await openTask(id)

    expect(flow.state.value.at).toBe('held')
    expect([flow.skip(), flow.pass()]).toEqual([false, true])
    expect(goOn).toHaveBeenCalledOnce()
  })

  it('is over when the task is closed meanwhile', async () => {
    const { flow, id, detail } = await openTask()
    flow.askOutcome()
    flow.openForm()

    await app.closeTask(id)
    await detail.load()

    await until(() => flow.state.value.at === 'settled')
    expect(flow.pass()).toBe(true)
  })

  it('not made hands the number back to the colleagues', async () => {
    const { flow, id } = await openTask()
    flow.askOutcome()
    await until(async () => (await taskNow(id)).lease !== null)

    flow.back()
    expect(flow.back()).toBe(true)

    await until(async () => (await taskNow(id)).lease === null)
  })
})
