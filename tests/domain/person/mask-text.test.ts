import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskText, tellsWho, textMasker } from '../../../domain/person/mask-text.ts'
import {
  bare,
  writtenDocument,
  writtenName,
  writtenNumber,
  writtenPlate,
  writtenRoom,
} from '../../support/ways-to-write.ts'
import ways from '../../fixtures/ways-round-the-filter.json' with { type: 'json' }

const OWN = { names: ['陈小明'], numbers: ['13900010008', '440301199001011234'] }

describe('of ordinary words', () => {
  it.each([
    '5/20阴、5/21阴',
    '2022-05-19 10:20',
    '2022-05-19T10:20:00+08:00',
    '5月19日18:30-19:30',
    '3天2检',
    '三天两检',
    '48小时核酸',
    '疫苗3针',
    '途经 岚州南站',
    '岚州市 5/19 抵达',
    'G1234次 05车12F',
    'CZ3456',
    'G1234/1235',
    '绿码',
    '黄码 居家7天',
    '14+7',
    '体温36.5、36.8、36.6',
    '2022.05.19-2022.05.25',
    '20220519',
    '名单20220519_1030',
    '名单20220519_103000',
    '202205',
    '12000人次',
    '05-0521-street',
    '中风险 3人密接 12户',
    '尾号5678 20:01 做了2次',
    '第1、2、3天',
    '周一二三四五六',
    '云岭花园7栋',
    '5月20日 云岭花园',
    '2号楼48小时',
    '3栋2人阳性',
    '门诊5楼',
    '三房两厅',
    '同事高铁返回',
    '朋友来自江西',
    '与家属同住',
    '本人已知晓',
    '联系方式',
    '父亲 母亲 儿子',
    '上午不接 下午再打',
    '同学会',
    '老师',
    '王老师',
    '陈先生',
    '欧阳女士',
    '来自武汉',
    '江苏 南京',
    '公安 0521',
    '#K7Q2M 张*(尾号5678)',
    '【核查反馈】#K7Q2M 张*(尾号5678)\n已接通|5/19自驾 广州荔湾区→深|核酸2次:5/20阴、5/21阴|在本社区|疫苗3针',
    '',
    ' ',
    '—',
    '无',
  ])('leaves %s', text => {
    expect(maskText(text, OWN)).toBe(text)
  })
})

describe('of a person', () => {
  it.each([
    ['微信一三九零零零一零零零八', '微信****'],
    ['139.0001.0008', '****'],
    ['地址云岭花园7栋1903', '地址云岭花园7栋***'],
    ['父亲王大锤', '父亲王**'],
    ['岚州同学王大锤13900010001处', '岚州同学王**13900010001处'.replace('13900010001', '****')],
    [
      '欧阳砚秋13577665545 云岭花园7栋1903 密接',
      '欧阳**13577665545 云岭花园7栋*** 密接'.replace('13577665545', '****'),
    ],
    ['回拨 0755-26661234 谢谢', '回拨 **** 谢谢'],
    ['证件 44030119900101123X', '证件 ****'],
    ['护照E12345678', '护照****'],
    ['粤B12345 自驾', '粤B**** 自驾'],
    ['粤BD12345', '粤B****'],
    ['陳·小·明 在家', '陈** 在家'],
    ['住3栋502室', '住3栋***'],
    ['铁炉坊三栋五〇二', '铁炉坊三栋***'],
    ['云岭花园7-2-1903', '云岭花园***'],
    ['望溪公寓1106', '望溪公寓***'],
    ['旗岭新村二巷8号401', '旗岭新村二巷8号***'],
    ['5月20日搬到502室', '5月20日搬到***室'],
    ['微信号 abc_12345', '微信号 ****'],
    ['尾号45678', '尾号****'],
    ['陈小明先生', '陈**先生'],
    ['联系人李四，电话见表', '联系人李*，电话见表'],
    ['10:20 1909-67@8-7;712处', '****处'],
    ['10:20 187–7/4#942\n6：03处', '****处'],
  ])('of %s leaves %s', (text, masked) => {
    expect(maskText(text, OWN)).toBe(masked)
  })
})

describe('round the filter', () => {
  it.each(ways)('%s', text => {
    expect(tellsWho(text, OWN)).toBe(true)
    expect(tellsWho(`核酸2次 ${text} 在本社区`, OWN)).toBe(true)
  })
})

const phone = fc
  .tuple(fc.constantFrom('13', '15', '17', '18', '19'), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([start, rest]) => start + String(rest).padStart(9, '0'))
const document = fc
  .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 0, max: 9999 }))
  .map(([day, rest]) => `440301199003${String(day).padStart(2, '0')}${String(rest).padStart(4, '0')}`)
const name = fc
  .tuple(fc.constantFrom('陈', '欧阳', '张', '刘', '赵'), fc.constantFrom('丽', '小明', '龙', '砚秋', '大锤'))
  .map(parts => parts.join(''))
const around = fc.constantFrom(
  '',
  '备注',
  '5/20阴 ',
  '来自岚州，',
  '3天2检 ',
  '密接者同住 ',
  '10:20 ',
  '5/20、5/21 18:30 ',
)

describe('whatever the way of writing', () => {
  it('shows no number that is known', () => {
    fc.assert(
      fc.property(
        phone.chain(own => fc.tuple(fc.constant(own), writtenNumber(own))),
        around,
        ([own, text], before) => {
          expect(bare(maskText(`${before}${text}处`, { numbers: [own] }))).not.toContain(own)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('shows no mobile number that nobody told about', () => {
    fc.assert(
      fc.property(
        phone.chain(own => fc.tuple(fc.constant(own), writtenNumber(own))),
        around,
        ([own, text], before) => {
          expect(bare(maskText(`${before}${text}处`))).not.toContain(own)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('shows no document', () => {
    fc.assert(
      fc.property(
        document.chain(own => fc.tuple(fc.constant(own), writtenDocument(own))),
        around,
        ([own, text], before) => {
          expect(bare(maskText(`${before}${text}处`, { numbers: [own] }))).not.toContain(own)
          expect(bare(maskText(`${before}${text}处`))).not.toContain(own)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('shows no name that is known', () => {
    fc.assert(
      fc.property(
        name.chain(own => fc.tuple(fc.constant(own), writtenName(own))),
        around,
        ([own, text], before) => {
          const shown = maskText(`${before}${text}处`, { names: [own, '李四', '欧阳大大锤'] })
          expect(bare(shown)).not.toContain(own)
          expect(shown).not.toContain(text)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('shows no room', () => {
    const room = fc.integer({ min: 101, max: 3399 }).map(String)
    const building = fc.constantFrom('云岭花园7', '3', '望溪公寓12', 'A')
    fc.assert(
      fc.property(
        fc.tuple(building, room).chain(([one, own]) => fc.tuple(fc.constant(own), writtenRoom(one, own))),
        ([own, text]) => {
          expect(bare(maskText(`${text}，在家`))).not.toContain(own)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('shows no plate', () => {
    const plate = fc
      .integer({ min: 10_000, max: 99_999 })
      .chain(own => fc.tuple(fc.constant(String(own)), writtenPlate(`粤B${own}`)))
    fc.assert(
      fc.property(plate, ([own, text]) => {
        expect(bare(maskText(`自驾 ${text}`))).not.toContain(own)
      }),
    )
  })
})

it('reads a hundred kilobytes of digits, names and marks without getting slower by the letter', () => {
  const text = '王大锤13900010001 云岭花园7栋1903、5/20阴；'.repeat(3000)

  expect(textMasker(OWN)(text)).not.toContain('139')
})
