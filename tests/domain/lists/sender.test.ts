import { describe, expect, it } from 'vitest'
import { distinctSenders, isSameSender } from '../../../domain/lists/sender.ts'

describe('words for senders', () => {
  it.each([
    ['网格', '社区网格', true],
    ['街道', '澜汀街道办', true],
    ['澜汀街道办', '澜汀街道办事处', true],
    ['公安', '公安分局', true],
    ['澜汀街道办', '澜桥街道办', false],
    ['公安', '疾控', false],
    ['卫健', '公安', false],
  ])('%s and %s: the same %s', (one, other, same) => {
    expect([isSameSender(one, other), isSameSender(other, one)]).toEqual([same, same])
  })

  it('are offered once each', () => {
    expect(distinctSenders(['社区网格', '公安', '网格', '公安局', '卫健'])).toEqual(['社区网格', '公安', '卫健'])
  })
})
