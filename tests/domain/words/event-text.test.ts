import { expect, it } from 'vitest'
import { eventText } from '../../../domain/words/event-text.ts'

it.each([
  ['call_recorded', { outcome: 'busy' }, '占线'],
  ['call_recorded', { outcome: 'reached', saysTested: true }, '自称已做核酸，化验室未见'],
  ['call_recorded', { outcome: 'of a later version' }, '记了一次电话'],
  ['report_submitted', { outcome: 'invalid_number' }, '反馈到群：空号'],
  ['report_submitted', {}, '反馈到群'],
  ['record_made', { exempt: 'invalid_number' }, '录入（空号停机，不计）'],
  ['record_made', { exempt: 'of a later version' }, '录入'],
  ['task_claimed', {}, null],
] as const)('%s with %o reads %s', (kind, data, text) => {
  expect(eventText(kind, data)).toBe(text)
})
