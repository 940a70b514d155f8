import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'
import { emptyReportFields, type ReportFields } from '../../../../contract/report-fields.ts'
import type { TaskDetail } from '../../../../contract/tasks.ts'
import { useCallFlow } from '../../../../src/features/calling/useCallFlow.ts'
import { useReportForm } from '../../../../src/features/calling/useReportForm.ts'
import { useTaskDetail } from '../../../../src/features/tasks/useTaskDetail.ts'
import { startApp, type Client, type TestApp } from '../../../support/app.ts'
import { connectPage, openPage } from '../../../support/page-client.ts'

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

beforeEach(() => {
  setActivePinia(createPinia())
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
})

/** A task on the screen of 陈晓. */
async function openTask() {
  const { id } = await app.givenTask({ unitId: community })
  const goOn = vi.fn<() => void>()
  const settled = vi.fn<(words: string, state: string, problem: string | null) => void>()
  const page = scope.run(() => {
    const detail = useTaskDetail(id)
    return { detail, flow: useCallFlow({ task: detail.task, accept: detail.accept, goOn, settled }) }
  })
  if (!page) throw new Error('the scope is gone')
  await vi.waitUntil(() => page.detail.task.value)
  return { ...page, id, goOn, settled }
}

const taskNow = async (id: string) => (await (await colleague.get(`/api/tasks/${id}`)).json()) as TaskDetail
const told: ReportFields = { ...emptyReportFields(), outcome: 'reached', whereabouts: 'local' }

describe('a call', () => {
  it('rings, and one tap records how it ended and goes on', async () => {
    const { flow, id, goOn, settled } = await openTask()

    await flow.dial()
    expect(flow.step.value).toBe('outcome')
    flow.endCall('busy', null)

    expect(goOn).toHaveBeenCalledOnce()
    await vi.waitUntil(() => settled.mock.lastCall)
    expect(settled).toHaveBeenCalledWith('已记：占线', 'sent', null)
    expect(await taskNow(id)).toMatchObject({ attemptCount: 1, lastOutcome: 'busy', lease: null })
  })

  it('is recorded once however often the thumb taps', async () => {
    const { flow, id, goOn, settled } = await openTask()
    await flow.dial()

    flow.endCall('no_answer', null)
    flow.endCall('no_answer', null)
    flow.tell('refused', null)

    await vi.waitUntil(() => settled.mock.lastCall)
    expect(goOn).toHaveBeenCalledOnce()
    expect(await taskNow(id)).toMatchObject({ attemptCount: 1, lastOutcome: 'no_answer' })
  })

  it('with the wrong person is a report of one tap', async () => {
    const { flow, id, settled } = await openTask()
    await flow.dial()

    flow.tell('wrong_person', 'old_owner')

    await vi.waitUntil(() => settled.mock.lastCall)
    expect((await taskNow(id)).attempts).toMatchObject([{ outcome: 'wrong_person', mismatchKind: 'old_owner' }])
  })

  it('leaves the list when the filled form is in the system', async () => {
    const { flow, id, detail, goOn } = await openTask()
    await flow.dial()
    flow.openForm()

    const version = detail.task.value?.version ?? 0
    await flow.submit({ version, callAttemptId: flow.callAttemptId.value, fields: told })

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

    await flow.submit(form.report(null))

    expect((await taskNow(id)).reports).toMatchObject([{ line: shown }])
  })

  it('posts the line as the member changed it', async () => {
    const { flow, id, detail } = await openTask()
    const task = detail.task.value
    if (!task) throw new Error('no task')
    const form = useReportForm(ref(task), '明', null)
    form.edit('尾号核过，在家，明天去做')

    await flow.submit(form.report(null))

    expect((await taskNow(id)).reports).toMatchObject([{ line: '尾号核过，在家，明天去做' }])
  })

  it('stays on the form with the reason where a colleague was faster', async () => {
    const { flow, id, detail, goOn } = await openTask()
    flow.askOutcome()
    flow.openForm()
    const version = detail.task.value?.version ?? 0
    await colleague.send('POST', `/api/tasks/${id}/reports`, { version, callAttemptId: null, fields: told })

    await flow.submit({ version, callAttemptId: null, fields: told })

    expect(flow.step.value).toBe('form')
    expect(goOn).not.toHaveBeenCalled()
    expect(flow.refusal.value).toMatchObject({ code: 'task_changed', changes: [{ by: '方琳' }] })
  })

  it('steps back from the form to the outcome, from there to the task, and then leaves', async () => {
    const { flow } = await openTask()
    flow.askOutcome()
    flow.openForm()

    expect([flow.stepBack(), flow.step.value]).toEqual([true, 'outcome'])
    expect([flow.stepBack(), flow.step.value]).toEqual([true, 'facts'])
    expect(flow.stepBack()).toBe(false)
  })
})
