import { describe, expect, it } from 'vitest'
import { ApiError, errorOfAnswer } from '../../../src/http/api-error.ts'

describe('errorOfAnswer', () => {
  it('keeps code, sentence and what others did', () => {
    const changes = [{ kind: 'record_made', text: '小陈已录入', by: '小陈', at: '2022-05-21T13:00:00.000Z' }]

    const error = errorOfAnswer(409, { code: 'task_changed', message: '刚被改动过', changes })

    expect(error).toMatchObject({ code: 'task_changed', message: '刚被改动过', changes })
  })

  it.each([
    [502, '<html>Bad Gateway</html>', 'offline'],
    [504, null, 'offline'],
    [500, 'oops', 'internal'],
    [403, { code: '403', message: '访问被拦截' }, 'internal'],
    [418, { code: 'unheard_of', message: 'x' }, 'internal'],
  ])('reads %i with a foreign body as %3$s', (status, body, code) => {
    expect(errorOfAnswer(status, body).code).toBe(code)
  })

  it('keeps the sentence of a code that only a newer server knows', () => {
    const error = errorOfAnswer(409, { code: 'unit_paused', message: '本社区已暂停，请稍后再试。' })

    expect(error).toMatchObject({ message: '本社区已暂停，请稍后再试。', passing: false })
  })

  it.each([
    ['offline', true],
    ['database_unavailable', true],
    ['rate_limited', true],
    ['task_changed', false],
    ['invalid_input', false],
  ] as const)('%s is worth sending again by itself: %s', (code, passing) => {
    expect(new ApiError(code, '…').passing).toBe(passing)
  })

  it('turns a bug of ours into a sentence people can read', () => {
    expect(ApiError.from(new TypeError('x is undefined'))).toMatchObject({
      code: 'internal',
      message: /系统出了点问题/,
    })
  })
})
