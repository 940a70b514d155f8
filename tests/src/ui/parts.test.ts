// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import BackHead from '../../../src/ui/BackHead.vue'
import BigButton from '../../../src/ui/BigButton.vue'
import CardSkeleton from '../../../src/ui/CardSkeleton.vue'
import ChipGroup from '../../../src/ui/ChipGroup.vue'
import EmptyNotice from '../../../src/ui/EmptyNotice.vue'
import ErrorNotice from '../../../src/ui/ErrorNotice.vue'
import LinesSkeleton from '../../../src/ui/LinesSkeleton.vue'
import NoticeLine from '../../../src/ui/NoticeLine.vue'
import TabBar from '../../../src/ui/TabBar.vue'

describe('the big button', () => {
  it('is pressed', async () => {
    const button = mount(BigButton, { props: { label: '拨打', hint: '张* 尾号5678' } })

    await button.trigger('click')

    expect(button.emitted('press')).toHaveLength(1)
    expect(button.text()).toContain('张* 尾号5678')
  })

  it.each([
    ['disabled', { disabled: true }],
    ['at work', { pending: true }],
  ])('is not pressed while %s', async (_state, props) => {
    const button = mount(BigButton, { props: { label: '拨打', ...props } })

    await button.trigger('click')

    expect(button.emitted('press')).toBeUndefined()
  })

  it('says that it is at work', () => {
    expect(mount(BigButton, { props: { label: '拨打', pending: true } }).attributes('aria-busy')).toBe('true')
  })
})

describe('a group of chips', () => {
  const choices = [
    { value: 'a', label: '今天', detail: '5/21' },
    { value: 'b', label: '昨天' },
  ]
  const chips = (value: string | null) => mount(ChipGroup, { props: { label: '哪天', choices, value } })

  it('is a named group in which the chosen one is pressed', () => {
    const group = chips('b')

    expect(group.get('[role="group"]').attributes('aria-label')).toBe('哪天')
    expect(group.findAll('button').map(chip => chip.attributes('aria-pressed'))).toEqual(['false', 'true'])
    expect(group.get('button').text()).toBe('今天5/21')
  })

  it('gives what is tapped, and nothing where the chosen one is tapped again', async () => {
    const group = chips('b')

    for (const chip of group.findAll('button')) await chip.trigger('click')

    expect(group.emitted('choose')).toEqual([['a'], [null]])
  })
})

describe('the head of a screen', () => {
  it('goes back, and holds what the screen puts beside its title', async () => {
    const head = mount(BackHead, { props: { title: '成员' }, slots: { default: '<button id="more">更多</button>' } })

    await head.get('[aria-label="返回"]').trigger('click')

    expect(head.emitted('back')).toHaveLength(1)
    expect(head.get('h1').text()).toBe('成员')
    expect(head.find('#more').exists()).toBe(true)
  })
})

describe('notices', () => {
  it('tell an error at once, with the way out of it', async () => {
    const notice = mount(ErrorNotice, { props: { text: '网络断了，请重试。', action: '重试' } })

    await notice.get('button').trigger('click')

    expect(notice.attributes('role')).toBe('alert')
    expect(notice.emitted('act')).toHaveLength(1)
  })

  it('have no button where there is nothing to do', () => {
    expect(
      mount(ErrorNotice, { props: { text: '没有权限。' } })
        .find('button')
        .exists(),
    ).toBe(false)
  })

  it('across the page are read out as they appear', () => {
    const notice = mount(NoticeLine, { props: { text: '还有 2 条没发出去，请等发完再退出。' } })

    expect(notice.get('[role="alert"]').text()).toBe('还有 2 条没发出去，请等发完再退出。')
  })

  it('of an empty list say what to do', () => {
    const notice = mount(EmptyNotice, { props: { title: '没有找到', hint: '换一个姓名试试。' } })

    expect(notice.text()).toBe('没有找到换一个姓名试试。')
  })
})

describe('cards that are being read', () => {
  it('say so, as many and as high as they will be', () => {
    const skeleton = mount(CardSkeleton, { props: { label: '正在读取成员', height: 6, cards: 3 } })
    const cards = skeleton.findAll<HTMLElement>('.skeleton-card')

    expect(skeleton.attributes()).toMatchObject({ 'aria-busy': 'true', 'aria-label': '正在读取成员' })
    expect(cards.map(card => card.element.style.height)).toEqual(['6rem', '6rem', '6rem'])
  })
})

it('lines that are being read say so', () => {
  const lines = mount(LinesSkeleton, { props: { label: '正在读取任务' } })

  expect(lines.attributes()).toMatchObject({ 'aria-busy': 'true', 'aria-label': '正在读取任务' })
  expect(lines.text()).toBe('')
})

describe('the tabs of the page', () => {
  it('lead to their screens and mark the one that is open', async () => {
    const screen = { template: '<p />' }
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        { path: '/tasks', component: screen },
        { path: '/account/:rest*', component: screen },
      ],
    })
    await router.push('/account')
    const tabs = [
      { path: '/tasks', label: '任务', icon: 'tasks' },
      { path: '/account', label: '我的', icon: 'account' },
    ] as const

    const bar = mount(TabBar, { props: { tabs }, global: { plugins: [router] } })

    expect(bar.findAll('a').map(tab => [tab.attributes('href'), tab.text()])).toEqual([
      ['/tasks', '任务'],
      ['/account', '我的'],
    ])
    expect(bar.get('[aria-current="page"]').text()).toBe('我的')

    await router.push('/account/members')
    expect(bar.get('.tab-on').text()).toBe('我的')
    expect(bar.findAll('.tab-on')).toHaveLength(1)
  })
})
