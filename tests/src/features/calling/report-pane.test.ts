// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyReportFields, type ReportFields } from '../../../../contract/report-fields.ts'
import type { SubmitReport } from '../../../../contract/reports.ts'
import type { TaskDetail } from '../../../../contract/tasks.ts'
import { setServerNow } from '../../../../src/app/server-clock.ts'
import ReportPane from '../../../../src/features/calling/ReportPane.vue'
import { ApiError } from '../../../../src/http/api-error.ts'
import { aTask } from '../../../support/a-task.ts'

const NOW = '2022-05-21T02:00:00.000Z'

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    now: new Date(NOW),
  })
  setServerNow(NOW)
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.useRealTimers()
})

/** A task whose list knows the day of arrival and the place. */
const aDetail = (change: Partial<TaskDetail> = {}): TaskDetail => ({
  ...aTask('t1'),
  phone: '136****5678',
  subjects: [{ id: 's1', name: '张*', idNumber: null, note: null }],
  batch: { id: 'b1', name: '名单', source: '街道', receivedAt: NOW },
  ruleProgress: { ruleName: '三天两检', have: 0, need: 2, text: '还差 2 次', nextSampleAt: null, over: false },
  facts: [],
  samples: [],
  known: { arrivedOn: '2022-05-19', origin: '东浦市', vehicleNo: null, vaccineDoses: null },
  attempts: [],
  elsewhere: null,
  wait: null,
  reports: [],
  records: [],
  history: [],
  closedReason: null,
  groupName: '汀南核查群',
  draft: null,
  ...change,
})

interface Given {
  task?: TaskDetail
  refusal?: ApiError | null
}

/** The form as it stands after its first moment, in which it takes no tap. */
async function openForm({ task = aDetail(), refusal = null }: Given = {}) {
  const pane = mount(ReportPane, { props: { task, callAttemptId: 'a1', sending: false, refusal } })
  await vi.advanceTimersByTimeAsync(400)
  return pane
}

const confirm = (pane: VueWrapper) => pane.get('.report-foot .big-button')

async function choose(pane: VueWrapper, label: string) {
  await pane
    .findAll('button')
    .find(button => button.text() === label)
    ?.trigger('click')
}

const sent = (pane: VueWrapper) => (pane.emitted('submit') ?? []) as [SubmitReport, boolean][]

describe('the form after a call', () => {
  it('starts with what the list knows, says what is missing and sends nothing', async () => {
    const pane = await openForm()

    expect(confirm(pane).text()).toBe('先选人在哪里或核酸')
    await confirm(pane).trigger('click')

    expect(pane.text()).toContain('东浦市')
    expect(sent(pane)).toEqual([])
  })

  it('sends what was chosen beside what is known, with the attempt it belongs to', async () => {
    const pane = await openForm()

    await choose(pane, '在本社区')
    expect(confirm(pane).text()).toBe('发到群 · 下一位')
    await confirm(pane).trigger('click')

    const fields = { outcome: 'reached', whereabouts: 'local', arrivedOn: '2022-05-19', origin: '东浦市' }
    expect(sent(pane)).toMatchObject([[{ version: 1, callAttemptId: 'a1', fields }, true]])
    expect(sent(pane)[0]?.[0]).not.toHaveProperty('line')
  })

  it('takes words of the caller instead', async () => {
    const pane = await openForm()

    await choose(pane, '修改')
    await pane.get('textarea').setValue('房东说已搬走')
    await confirm(pane).trigger('click')

    expect(sent(pane)).toMatchObject([[{ line: '房东说已搬走' }, true]])
  })

  it('does not take the second tap of the one that opened it', async () => {
    const draft: ReportFields = { ...emptyReportFields(), outcome: 'reached', whereabouts: 'local' }
    const pane = mount(ReportPane, {
      props: { task: aDetail({ draft }), callAttemptId: null, sending: false, refusal: null },
    })

    await confirm(pane).trigger('click')
    await vi.advanceTimersByTimeAsync(350)
    await confirm(pane).trigger('click')
    expect(sent(pane)).toEqual([])
    await vi.advanceTimersByTimeAsync(50)
    await confirm(pane).trigger('click')

    expect(sent(pane)).toHaveLength(1)
  })

  it('keeps what was typed and says why the report was refused', async () => {
    const refusal = new ApiError('report_line_personal', '请改成任务码或尾号。')
    const pane = await openForm()
    await choose(pane, '在本社区')

    await pane.setProps({ refusal })

    expect(pane.get('[role="alert"]').text()).toBe('请改成任务码或尾号。')
    expect(confirm(pane).text()).toBe('发到群 · 下一位')
  })

  it('says that it is only kept where no group is set', async () => {
    const pane = await openForm({ task: aDetail({ groupName: null }) })

    await choose(pane, '在本社区')

    expect(confirm(pane).text()).toBe('保存 · 下一位')
  })

  it('shows what a colleague did meanwhile and asks for the task anew', async () => {
    const changes = [{ kind: 'report_submitted', text: '反馈到群', by: '方琳', at: NOW }]
    const pane = await openForm()
    await choose(pane, '在本社区')

    await pane.setProps({ refusal: new ApiError('task_changed', '刚被改动过', { changes }) })
    await vi.dynamicImportSettled()
    await flushPromises()

    expect(pane.emitted('renew')).toHaveLength(1)
    expect(document.body.textContent).toContain('反馈到群')
    expect(document.body.textContent).toContain('方琳')
  })
})
