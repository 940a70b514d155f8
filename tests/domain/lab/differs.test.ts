import { expect, it } from 'vitest'
import type { TestMention } from '../../../contract/report-fields.ts'
import { labDiffers, type LabSample } from '../../../domain/lab/differs.ts'

const told = (result: TestMention['result'], date = '2022-05-20'): TestMention => ({ date, result })
const lab = (result: LabSample['result'], sampledAt = '2022-05-20T06:00:00.000Z'): LabSample => ({ sampledAt, result })

it.each<[string, TestMention[], LabSample[], string | null]>([
  ['nothing told', [], [lab('negative')], null],
  ['the same', [told('negative')], [lab('negative')], null],
  ['done, and waiting at the lab', [told('unknown')], [lab('pending')], null],
  ['done, and the lab knows the result', [told('unknown')], [lab('negative')], '化验室 5/20 阴性'],
  ['negative told, positive found', [told('negative')], [lab('positive')], '化验室 5/20 阳性'],
  ['negative told, none known', [told('negative')], [], '化验室没有 5/20 的样本'],
  ['a sample that was withdrawn', [told('negative')], [lab('void')], '化验室 5/20 样本作废'],
  ['a second sample of the day that agrees', [told('negative')], [lab('void'), lab('negative')], null],
  [
    'shortly after midnight here',
    [told('negative', '2022-05-21')],
    [lab('negative', '2022-05-20T16:30:00.000Z')],
    null,
  ],
  [
    'two days',
    [told('negative'), told('negative', '2022-05-21')],
    [lab('pending')],
    '化验室 5/20 结果未出；化验室没有 5/21 的样本',
  ],
])('%s', (_what, tests, samples, words) => {
  expect(labDiffers(tests, samples)).toBe(words)
})

it('says what the lab has where none was told to be done', () => {
  expect(labDiffers([], [lab('negative'), lab('pending', '2022-05-21T06:00:00.000Z')], true)).toBe(
    '化验室有 5/21 结果未出',
  )
  expect(labDiffers([], [], true)).toBeNull()
})
