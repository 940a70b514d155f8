import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskAddress, maskIdNumber, maskName, maskPhone, tailOf } from '../../../domain/person/mask.ts'

describe('maskName', () => {
  it.each([
    ['张三', '张*'],
    ['陈小明', '陈**'],
    ['欧阳娜娜', '欧阳**'],
    ['司马光', '司马*'],
    ['张', '张*'],
    ['陈*明', '陈**'],
    ['阿卜杜拉·买买提', '阿***'],
    ['Maria Santos', 'M***'],
    ['', ''],
  ])('shows %s as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })
})

describe('maskPhone', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['138 1234 5678', '138****5678'],
    ['075526661234', '0755****1234'],
    ['01066668888', '010****8888'],
    ['+85298765432', '+852****5432'],
    ['+85366123456', '+853****3456'],
    ['12320', '****'],
  ])('shows %s as %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked)
  })
})

describe('tailOf', () => {
  it('gives the last four digits', () => {
    expect(tailOf('+852 9876 5432')).toBe('5432')
  })
})

describe('maskIdNumber', () => {
  it.each([
    ['440301199001011234', '4403**********1234'],
    ['44030119900101123x', '4403**********123X'],
    ['440301900101123', '4403*******1123'],
    ['E12345678', 'E******78'],
    ['123', '***'],
  ])('shows %s as %s', (id, masked) => {
    expect(maskIdNumber(id)).toBe(masked)
  })
})

describe('maskAddress', () => {
  it.each([
    ['云岭花园3栋502', '云岭花园3栋***'],
    ['沐风苑B座1203', '沐风苑B座***'],
    ['青禾里2栋1单元304', '青禾里2栋***'],
    ['望溪公寓1106', '望溪公寓***'],
    ['大榕围七巷12号', '大榕围***'],
    ['旗岭新村二巷8号401', '旗岭新村***'],
    ['荷岸名居5号楼601', '荷岸名居5号楼***'],
    ['１２０３室', '***'],
    ['铁炉坊三栋五〇二', '铁炉坊三栋***'],
    ['旗岭新村宿舍', '旗岭新村宿舍***'],
    ['', ''],
  ])('shows %s as %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked)
  })

  it('never shows a room number behind an estate', () => {
    const room = fc.integer({ min: 101, max: 9999 }).map(String)
    const middle = fc.constantFrom('', '3栋', 'A座', '2单元', '12号', '二巷8号', '-', ' ', '3-')

    fc.assert(
      fc.property(middle, room, (between, number) => !maskAddress(`云岭花园${between}${number}`).includes(number)),
    )
  })
})
