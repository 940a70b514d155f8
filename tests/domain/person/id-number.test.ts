import { describe, expect, it } from 'vitest'
import { checkDigit, readIdNumber } from '../../../domain/person/id-number.ts'

const right = '44990119760909966X'

describe('ID numbers', () => {
  it('has the check digit of GB 11643', () => {
    expect(checkDigit('44990119760909966')).toBe('X')
  })

  it.each([
    [right, null],
    [right.toLowerCase(), null],
    [`\t${right}`, null],
    [`'${right}`, null],
    ['449901760909966', null],
    ['H12345678', null],
    ['E12345678', null],
    ['449901197609099661', 'id_check_digit'],
    ['449901197613099661', 'id_birth_date'],
    ['44990119760909966', 'id_length'],
    ['4.49901E+17', 'id_digits_lost'],
    [Number('449901197609099661'), 'id_digits_lost'],
  ])('%j is marked %s', (cell, note) => {
    expect(readIdNumber(cell).note).toBe(note)
  })

  it.each([null, '', '无', '/', '#N/A'])('%j is no ID number', cell => {
    expect(readIdNumber(cell)).toEqual({ idNumber: null, note: null })
  })

  it('does not judge a foreign paper', () => {
    expect(readIdNumber('AB-1', '外国人护照').note).toBeNull()
  })
})
