// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { ALERT_KINDS, type Alert } from '../../../../contract/alerts.ts'
import AlertCards from '../../../../src/features/alerts/AlertCards.vue'

const anAlert = (id: string, kind: Alert['kind'], change: Partial<Alert> = {}): Alert => ({
  id,
  kind,
  at: '2022-05-21T02:00:00.000Z',
  unitId: 'u1',
  unitName: '汀南社区',
  taskId: null,
  taskCode: null,
  name: null,
  phoneTail: null,
  staffName: '陈晓',
  seenAt: null,
  seenBy: null,
  ...change,
})

const RouterLink = { props: ['to'], template: '<a :href="to"><slot /></a>' }
const show = (...alerts: Alert[]) => mount(AlertCards, { props: { alerts }, global: { stubs: { RouterLink } } })

describe('what waits for a lead', () => {
  it('is a card a kind, positives first whatever came last', () => {
    const cards = show(anAlert('a', 'screenshot'), anAlert('b', 'look_limit'), anAlert('c', 'positive'))

    expect(cards.findAll('h2').map(heading => heading.text())).toEqual([
      '化验室报阳性 1 人，请马上处理',
      '查看、拨打和比对太多 1 次，已暂停',
      '手机截屏 1 次',
    ])
  })

  it.each(ALERT_KINDS)('of kind %s says whom it is about, what to do, and is closed with one tap', async kind => {
    const task = { taskId: 't1', taskCode: 'K7Q2M', name: '张*', phoneTail: '5678' }
    const cards = show(anAlert('a', kind, task))

    expect(cards.get('.alert-todo').text()).not.toBe('')
    expect(cards.get('li').text()).toContain(kind === 'positive' ? '张* 尾号5678' : '陈晓')
    expect(cards.get('li').text()).toContain('汀南社区 · #K7Q2M')
    await cards.get('li button').trigger('click')

    expect(cards.emitted('seen')).toMatchObject([[{ id: 'a' }]])
  })

  it('leads from looks and screenshots to the record of looks', () => {
    const cards = show(anAlert('a', 'screenshot'), anAlert('b', 'look_limit'))

    expect(cards.findAll('a').map(link => link.attributes('href'))).toEqual(['/account/audit', '/account/audit'])
  })

  it('is nothing where nothing waits', () => {
    expect(show().text()).toBe('')
  })
})
