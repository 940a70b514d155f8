import { expect, it } from 'vitest'
import { emptyWords } from '../../../../src/features/tasks/next-words.ts'

const now = Date.parse('2022-05-21T20:00:00+08:00')
const at = (text: string) => new Date(`${text}:00+08:00`).toISOString()

it.each([
  ['done', null, '都打完了，歇一会儿'],
  ['too_early', at('2022-05-21T20:35'), '都打完了，下一批 20:35'],
  ['known', at('2022-05-22T08:00'), '都打完了，下一批 明天 08:00'],
  ['quiet_hours', at('2022-05-22T08:05'), '22:00 到 8:00 不打扰居民，下一批 明天 08:05'],
  ['skipped', null, '只剩刚跳过的这一位'],
  ['held', at('2022-05-21T20:03'), '剩下的同事正在打，下一批 20:03'],
] as const)('says why there is none and when there is again: %s', (why, nextAt, words) => {
  expect(emptyWords({ found: false, why, nextAt }, now)).toBe(words)
})
