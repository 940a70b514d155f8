import { expect, it } from 'vitest'
import { readSentence } from '../../../../src/features/calling/read-sentence.ts'

const NOW = Date.parse('2022-05-21T13:00:00Z')

it.each([
  ['昨天做了核酸，阴性', { tests: [{ date: '2022-05-20', result: 'negative' }], testCount: 1 }],
  ['未做核酸', { tests: [], testCount: 0 }],
  ['打了三针', { vaccineDoses: 3 }],
  ['5月19日坐G6021从广州荔湾区回来', { arrivedOn: '2022-05-19', origin: '广州荔湾区', vehicleNo: 'G6021' }],
] as const)('%s', (text, told) => {
  expect(readSentence(text, 'K7Q2M', NOW)).toMatchObject(told)
})

it('tells only what was said, so that the rest of a form stays', () => {
  expect(Object.keys(readSentence('打了三针', 'K7Q2M', NOW) ?? {})).toEqual(['vaccineDoses'])
})

it.each(['', '辛苦了', '录了没？'])('understands nothing in 「%s」', text => {
  expect(readSentence(text, 'K7Q2M', NOW)).toBeNull()
})
