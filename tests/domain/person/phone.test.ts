// P5: every way of writing a number comes to one key, what cannot be read says why.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byPreference, phoneKey, readPhones } from '../../../domain/person/phone.ts'

describe('one number', () => {
  it.each([
    ['13812345678'],
    [13812345678],
    ['138 1234 5678'],
    ['138-1234-5678'],
    ['138\u00a01234\u00a05678'],
    ['+86 13812345678'],
    ['+86-138-1234-5678'],
    ['8613812345678'],
    [8613812345678],
    ['008613812345678'],
    ['(+86)13812345678'],
    ['013812345678'],
    ['１３８１２３４５６７８'],
    ['＋８６１３８１２３４５６７８'],
    ['138－1234－5678'],
    ['13812345678.0'],
    ['1.3812345678E+10'],
    ["'13812345678"],
    ['\t13812345678'],
    ['\u202d13812345678\u202c'],
    ['138\u200b12345678'],
    ['13812345678（妻子）'],
    ['妻子：13812345678'],
    ['张三13812345678'],
    ['13812345678转1'],
  ])('%j is the mobile number 13812345678', cell => {
    expect(readPhones(cell)).toEqual({ phones: [{ key: '13812345678', kind: 'mobile' }], problem: null })
  })

  it.each([
    ['0755-26123456', '075526123456'],
    ['（0755）26123456', '075526123456'],
    ['075526123456', '075526123456'],
    ['0755 2612 3456', '075526123456'],
    ['+86-755-26123456', '075526123456'],
    ['010-62345678', '01062345678'],
    ['0755-26123456-801', '075526123456'],
    ['0755-26123456转801', '075526123456'],
    ['0312-2612345', '03122612345'],
    ['座机0755-26123456', '075526123456'],
  ])('%j is the landline %s', (cell, key) => {
    expect(readPhones(cell).phones).toEqual([{ key, kind: 'landline' }])
  })

  it.each([
    ['+852 6123 4567', '+85261234567', 'hk'],
    ['00852-61234567', '+85261234567', 'hk'],
    ['852-61234567', '+85261234567', 'hk'],
    [85261234567, '+85261234567', 'hk'],
    ['+85366123456', '+85366123456', 'macau'],
    ['853 6612 3456', '+85366123456', 'macau'],
  ])('%j is a number of Hong Kong or Macau', (cell, key, kind) => {
    expect(readPhones(cell).phones).toEqual([{ key, kind }])
  })

  it('takes eight digits alone for a landline of the city of the batch', () => {
    expect(phoneKey('2612 3456', { areaCode: '0755' })).toBe('075526123456')
  })
})

describe('several numbers', () => {
  it.each([
    '13812345678/13987654321',
    '13812345678、13987654321',
    '13812345678;13987654321',
    '13812345678；13987654321',
    '13812345678 13987654321',
    '13812345678\n13987654321',
    '13812345678 / 13987654321',
    '138 1234 5678 139 8765 4321',
    '13812345678，13987654321',
    '13812345678或13987654321',
    '本人13812345678 妻子13987654321',
    '13812345678（本人）、13987654321（妻子）',
    '1381234567/13812345678/13987654321',
  ])('%j holds both in their order', cell => {
    expect(readPhones(cell).phones.map(phone => phone.key)).toEqual(['13812345678', '13987654321'])
  })

  it('puts a mobile number before a landline', () => {
    const { phones } = readPhones('0755-26123456/13812345678')

    expect(byPreference(phones).map(phone => phone.key)).toEqual(['13812345678', '075526123456'])
  })
})

describe('no number', () => {
  it.each([
    [null, 'phone_missing'],
    ['', 'phone_missing'],
    ['  ', 'phone_missing'],
    ['无', 'phone_missing'],
    ['暂无', 'phone_missing'],
    ['/', 'phone_missing'],
    ['-', 'phone_missing'],
    ['——', 'phone_missing'],
    ['#N/A', 'phone_missing'],
    ['1381234567', 'phone_length'],
    [1381234567, 'phone_length'],
    ['138123456789', 'phone_length'],
    ['1381234567（妻子）', 'phone_length'],
    ['44990119760909966X', 'phone_length'],
    ['449903196402042816', 'phone_length'],
    ['+861381234567', 'phone_length'],
    ['1381234567/拒绝提供', 'phone_length'],
    ['12345678901', 'phone_prefix'],
    ['10526153008', 'phone_prefix'],
    [27622408216, 'phone_prefix'],
    ['138****5678', 'phone_not_a_number'],
    ['138xxxx5678', 'phone_not_a_number'],
    ['1.38123E+10', 'phone_not_a_number'],
    ['拒绝提供', 'phone_not_a_number'],
    ['号码待核实', 'phone_not_a_number'],
  ])('%j is refused as %s', (cell, problem) => {
    expect(readPhones(cell)).toEqual({ phones: [], problem })
  })

  it('never throws and always gives numbers or a reason, not both', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), cell => {
        const { phones, problem } = readPhones(cell)
        expect(phones.length > 0).toBe(problem === null)
      }),
    )
  })

  it('reads its own keys back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), key => {
        expect(phoneKey(key)).toBe(key)
        expect(phoneKey(`+86 ${key.slice(0, 3)}-${key.slice(3, 7)}-${key.slice(7)}`)).toBe(key)
      }),
    )
  })
})
