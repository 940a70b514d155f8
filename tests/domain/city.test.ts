import { describe, expect, it } from 'vitest'
import { areaWords, CITY_SIGN, cityInWords, cityNamed, citySignPattern, type City } from '../../domain/city.ts'
import { readReports } from '../../domain/report-text/read-report.ts'

const NOW = '2022-05-21T22:00:00+08:00'
const MING = cityNamed('明', { spellings: ['明州'], areas: ['青禾', '澜汀'], neighbours: ['岚州'] })
const SHEN = cityNamed('深')

const withCitySign = (text: string, city: City) =>
  text.replace(citySignPattern(city), (_, before?: string) => `${before ?? ''}${CITY_SIGN}`)

describe('citySignPattern', () => {
  it.each([
    ['已返深', `已返${CITY_SIGN}`],
    ['回深圳市', `回${CITY_SIGN}`],
    ['→深', `→${CITY_SIGN}`],
    ['未返本市', `未返${CITY_SIGN}`],
    ['深夜到家', '深夜到家'],
    ['入深日期', `入${CITY_SIGN}日期`],
  ])('%s', (text, signed) => {
    expect(withCitySign(text, SHEN)).toBe(signed)
  })

  it.each([
    ['昨天返明', `昨天返${CITY_SIGN}`],
    ['在明州', `在${CITY_SIGN}`],
    ['要到明天才回', '要到明天才回'],
    ['说不明白', '说不明白'],
    ['李明 关机', '李明 关机'],
  ])('knows 明天 from 明: %s', (text, signed) => {
    expect(withCitySign(text, MING)).toBe(signed)
  })
})

describe('readReports', () => {
  const CHANGE: readonly (readonly [RegExp, string])[] = [
    [/深圳/g, '明州'],
    [/深/g, '明'],
    [/龙华/g, '青禾'],
  ]

  it.each([
    '13812345678 5月19日自驾从广州回深，20、21日核酸阴性，住龙华',
    '13812345678 已离深回湖南长沙',
    '13812345678 还没返深圳，预计25日到深',
    '13812345678 一直在深圳，没出过深圳',
    '13812345678 从龙华打车回',
  ])('reads the same of any city: %s', text => {
    const other = CHANGE.reduce((rest, [from, to]) => rest.replace(from, to), text)
    const [inMing] = readReports(other, NOW, MING)
    const [inShen] = readReports(text, NOW, SHEN)

    expect(inMing).toEqual({ ...inShen, origin: inShen?.origin?.replace('龙华', '青禾') ?? null })
  })

  it('keeps the city in an address as it was written', () => {
    expect(readReports('13812345678 住深南花园3栋502', NOW, SHEN)[0]?.address).toBe('深南花园3栋502')
  })

  it('takes the own city for no place outside, and another one for such a place', () => {
    expect(readReports('13812345678 人在深圳', NOW, SHEN)[0]).toMatchObject({ whereabouts: 'local', awayPlace: null })
    expect(readReports('13812345678 人在深圳', NOW, MING)[0]).toMatchObject({
      whereabouts: 'not_returned',
      awayPlace: '深圳',
    })
    expect(readReports('13812345678 人在岚州', NOW, MING)[0]?.awayPlace).toBe('岚州')
  })
})

it('says 本市 where the short name would begin another word', () => {
  expect([cityInWords('深'), cityInWords('明'), cityInWords('')]).toEqual(['深', '本市', '本市'])
})

it('takes the areas from the names of units', () => {
  expect(areaWords(['青禾区', '澜汀街道', '汀南社区', '东区'])).toEqual(['青禾', '澜汀', '汀南'])
})
