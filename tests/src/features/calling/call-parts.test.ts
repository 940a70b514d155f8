// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setServerNow } from '../../../../src/app/server-clock.ts'
import DialHint from '../../../../src/features/calling/DialHint.vue'
import LineComposer from '../../../../src/features/calling/LineComposer.vue'
import OutcomePanel from '../../../../src/features/calling/OutcomePanel.vue'
import RecheckChips from '../../../../src/features/calling/RecheckChips.vue'
import SentenceLine from '../../../../src/features/calling/SentenceLine.vue'
import TaskFoot from '../../../../src/features/calling/TaskFoot.vue'
import { untilPasses } from '../../../support/until.ts'

const NOW = '2022-05-21T02:00:00.000Z'

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    now: new Date(NOW),
  })
  setServerNow(NOW)
})
afterEach(() => {
  vi.useRealTimers()
})

function tap(part: VueWrapper, label: string) {
  const button = part.findAll('button').find(one => one.text() === label)
  if (!button) throw new Error(`no button ${label}: ${part.text()}`)
  return button.trigger('click')
}

const labelsOf = (part: VueWrapper) => part.findAll('button').map(button => button.text())

describe('the outcomes of a call', () => {
  it.each([
    ['无人接听', 'no_answer'],
    ['关机', 'powered_off'],
    ['占线', 'busy'],
    ['挂断', 'hung_up'],
    ['无法接通', 'unreachable'],
  ])('%s is one tap and asks nothing', async (label, outcome) => {
    const panel = mount(OutcomePanel)

    await tap(panel, label)

    expect(panel.emitted()).toMatchObject({ ended: [[outcome, null]] })
  })

  it.each([
    ['空号停机', 'invalid_number'],
    ['不配合', 'refused'],
  ])('%s is told to the group without a form', async (label, outcome) => {
    const panel = mount(OutcomePanel)

    await tap(panel, label)

    expect(panel.emitted('told')).toEqual([[outcome, null]])
  })

  it('人机不符 asks whose number it is, and leads back', async () => {
    const panel = mount(OutcomePanel)

    await tap(panel, '人机不符')
    expect(panel.get('h2').text()).toBe('是谁的号码？')
    await tap(panel, '返回')
    expect(panel.get('h2').text()).toBe('这通电话怎么样？')
    await tap(panel, '人机不符')
    await tap(panel, '号码换了主人')

    expect(panel.emitted('told')).toEqual([['wrong_person', 'old_owner']])
  })

  it('晚点打 offers times from now on', async () => {
    const panel = mount(OutcomePanel)

    await tap(panel, '晚点打')
    await tap(panel, '1小时后')

    expect(panel.emitted('ended')).toEqual([['call_later', '2022-05-21T03:00:00.000Z']])
  })

  it('已接通 opens the form and ends nothing', async () => {
    const panel = mount(OutcomePanel)

    await tap(panel, '已接通，填写情况')

    expect(panel.emitted('reached')).toHaveLength(1)
    expect(panel.emitted('ended')).toBeUndefined()
  })
})

describe('who says a test was done', () => {
  it('is looked at again in some hours, with the day that was told', async () => {
    const chips = mount(RecheckChips)

    await tap(chips, '昨天')
    await tap(chips, '4小时后')

    expect(chips.emitted('choose')).toEqual([[{ on: '2022-05-20' }, '2022-05-21T06:00:00.000Z']])
  })

  it('need not tell the day', async () => {
    const chips = mount(RecheckChips)

    await tap(chips, '2小时后')

    expect(chips.emitted('choose')).toEqual([[{ on: null }, '2022-05-21T04:00:00.000Z']])
  })
})

describe('the foot of a task', () => {
  const free = { callable: true, calling: false, visit: false, pending: false, asking: false }

  it('takes no tap in its first moment, and then rings', async () => {
    const foot = mount(TaskFoot, { props: free })

    await tap(foot, '拨打')
    await tap(foot, '跳过')
    expect(foot.emitted('dial')).toBeUndefined()
    await vi.advanceTimersByTimeAsync(400)
    await tap(foot, '拨打')

    expect(foot.emitted('dial')).toHaveLength(1)
    expect(foot.emitted('skip')).toBeUndefined()
  })

  it('asks for the end of a call under way instead of ringing again', async () => {
    const foot = mount(TaskFoot, { props: { ...free, calling: true } })

    expect(labelsOf(foot)).toEqual(['跳过', '记通话结果'])
    await tap(foot, '记通话结果')

    expect(foot.emitted('outcome')).toHaveLength(1)
  })

  it('does not ring where the phone did not help', () => {
    const foot = mount(TaskFoot, { props: { ...free, visit: true } })

    expect(labelsOf(foot)).toEqual(['跳过', '记结果'])
  })

  it('leads on where there is nothing to call', async () => {
    const foot = mount(TaskFoot, { props: { ...free, callable: false } })
    await vi.advanceTimersByTimeAsync(400)

    expect(labelsOf(foot)).toEqual(['下一位'])
    await tap(foot, '下一位')

    expect(foot.emitted('next')).toHaveLength(1)
  })

  it('asks once for the next one', () => {
    const foot = mount(TaskFoot, { props: { ...free, callable: false, asking: true } })

    expect(foot.get('button').attributes('disabled')).toBeDefined()
  })
})

describe('the line for the group', () => {
  const shown = { line: '【核查反馈】#K7Q2M', edited: false, groupName: '汀南核查群' }

  it('names the group and is changed by hand', async () => {
    const composer = mount(LineComposer, { props: shown })
    expect(composer.get('h3').text()).toBe('发到「汀南核查群」')

    await tap(composer, '修改')
    await composer.get('textarea').setValue('明天回来做')

    expect(composer.emitted('edit')).toEqual([['明天回来做']])
  })

  it('goes back to the text made from the fields', async () => {
    const composer = mount(LineComposer, { props: { ...shown, edited: true } })

    await tap(composer, '恢复自动')

    expect(composer.emitted('edit')).toEqual([[null]])
  })

  it('says where no group is set', () => {
    const composer = mount(LineComposer, { props: { ...shown, groupName: null } })

    expect(composer.get('h3').text()).toBe('还没有设置群，先存进系统')
  })
})

describe('a sentence', () => {
  it('is taken away once it was understood', async () => {
    const read = vi.fn<(text: string) => Promise<boolean>>().mockResolvedValue(true)
    const line = mount(SentenceLine, { props: { read } })

    await line.get('input').setValue('昨天核酸阴性')
    await line.get('form').trigger('submit')

    expect(read).toHaveBeenCalledWith('昨天核酸阴性')
    await untilPasses(() => expect(line.get('input').element.value).toBe(''))
  })

  it('stays to be changed where it was not, with the reason', async () => {
    const line = mount(SentenceLine, { props: { read: async () => false, problem: '没看懂，请在下面点选。' } })

    await line.get('input').setValue('嗯')
    await line.get('form').trigger('submit')

    expect(line.get('input').element.value).toBe('嗯')
    expect(line.get('[role="alert"]').text()).toBe('没看懂，请在下面点选。')
  })

  it('of nothing is not read', async () => {
    const read = vi.fn<(text: string) => Promise<boolean>>()
    const line = mount(SentenceLine, { props: { read } })

    await line.get('input').setValue('  ')
    await line.get('form').trigger('submit')

    expect(read).not.toHaveBeenCalled()
  })
})

it('where no dialler came up, one more tap rings', async () => {
  const hint = mount(DialHint, { props: { blocked: true } })

  await tap(hint, '没弹出拨号？点此拨号')

  expect(hint.emitted('dial')).toHaveLength(1)
  expect(labelsOf(mount(DialHint, { props: { blocked: false } }))).toEqual([])
})
