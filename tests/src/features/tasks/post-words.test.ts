// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { POST_UNKNOWN, type ReportSummary } from '../../../../contract/reports.ts'
import PostActions from '../../../../src/features/tasks/PostActions.vue'
import { postWords } from '../../../../src/features/tasks/post-words.ts'

const post = (state: ReportSummary['post']['state'], problem: string | null = null) => ({
  state,
  attempts: 1,
  problem,
  sentAt: null,
})
const buttons = (state: ReportSummary['post']['state']) =>
  mount(PostActions, { props: { post: post(state) } }).findAll('button')

it.each([
  ['queued', '正在发到群'],
  ['sending', '正在发到群'],
  ['sent', '已发到群'],
  ['no_group', '没有设置群'],
  ['unknown', '不确定群里有没有'],
] as const)('%s reads %s', (state, text) => expect(postWords(post(state)).text).toBe(text))

it.each(['queued', 'sending', 'sent', 'no_group'] as const)('%s asks nothing', state =>
  expect(buttons(state)).toHaveLength(0),
)

it('says why a message failed and offers to send it again', () => {
  expect(postWords(post('failed', '群机器人已停用')).text).toBe('群机器人已停用')
  expect(buttons('failed').map(button => button.text())).toEqual(['重发'])
})

it('lets a person decide with one tap what nobody knows', async () => {
  const actions = mount(PostActions, { props: { post: post('unknown', POST_UNKNOWN) } })
  const [again, there] = actions.findAll('button')
  await there?.trigger('click')
  await again?.trigger('click')

  expect([again?.text(), there?.text()]).toEqual(['再发一次', '已在群里'])
  expect(actions.emitted('decide')).toEqual([['there'], ['again']])
})
