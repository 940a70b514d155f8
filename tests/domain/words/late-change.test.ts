import { expect, it } from 'vitest'
import { ERROR_SENTENCES } from '../../../contract/errors.ts'
import { lateChangeWords } from '../../../domain/words/late-change.ts'

const change = (text: string, by: string | null) => ({ kind: 'x', text, by, at: '2022-05-21T02:05:00.000Z' })
const refusal = (code: keyof typeof ERROR_SENTENCES, ...changes: ReturnType<typeof change>[]) => ({
  code,
  message: ERROR_SENTENCES[code],
  changes,
})

it.each([
  [null, 'done', '已补发：占线 #K7Q2M'],
  [refusal('task_closed', change('核酸已匹配', null)), 'settled', '占线 #K7Q2M 不用再记：系统 10:05 核酸已匹配'],
  [refusal('already_recorded'), 'settled', '占线 #K7Q2M 不用再记：这条反馈已经录入。'],
  [
    refusal('task_changed', change('拨打了电话', '林雨'), change('无人接听', '林雨')),
    'open',
    '占线 #K7Q2M 晚了一步：林雨 10:05 无人接听，请看一眼',
  ],
  [refusal('forbidden'), 'open', '占线 #K7Q2M 没有记上：您的岗位不能做这件事。'],
] as const)('%o is told as %s', (refused, state, text) => {
  expect(lateChangeWords('占线 #K7Q2M', refused)).toEqual({ state, text })
})
