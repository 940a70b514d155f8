import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  emptyReportFields,
  Outcome,
  TestResultMention,
  Transport,
  Whereabouts,
  type ReportFields,
  type TestMention,
} from '../../../contract/report-fields.ts'
import { addDays } from '../../../domain/time/days.ts'
import { isoAt } from '../../../domain/time/texts.ts'
import { maskName, tailOf } from '../../../domain/person/mask.ts'
import { readReports } from '../../../domain/report-text/read-report.ts'
import { writeReportLine } from '../../../domain/report-text/line/write-line.ts'
import type { LineContext } from '../../../domain/reports/part.ts'
import { taskCodeOf } from '../../../domain/tasks/task-code.ts'

const TODAY = '2022-05-22'
const NOW = `${TODAY}T22:30:00+08:00`
const context: LineContext = { code: 'K7Q2M', name: '张三', phone: '13812345678', city: '深', now: NOW }

const daysAgo = fc.integer({ min: 0, max: 360 }).map(days => addDays(TODAY, -days))
const anyDay = fc.integer({ min: -360, max: 360 }).map(days => addDays(TODAY, days))
const place = fc.constantFrom('广州荔湾区', '湖南长沙', '香港', '新疆喀什', '东莞厂里', '福建莆田')
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null })
const tests = fc
  .uniqueArray(fc.record({ date: daysAgo, result: fc.constantFrom(...TestResultMention.options) }), {
    maxLength: 6,
    selector: (test: TestMention) => test.date,
  })
  .map(list => list.sort((left, right) => left.date.localeCompare(right.date)))

const report: fc.Arbitrary<ReportFields> = fc.record({
  outcome: orNull(fc.constantFrom(...Outcome.options)),
  tests,
  testCount: orNull(fc.nat({ max: 30 })),
  arrivedOn: orNull(anyDay),
  origin: orNull(place),
  transport: orNull(fc.constantFrom(...Transport.options)),
  vehicleNo: orNull(fc.constantFrom('G6021', 'MU2622', '3U8701', 'K34', '1461')),
  whereabouts: orNull(fc.constantFrom(...Whereabouts.options)),
  awayPlace: orNull(place),
  address: fc.constant(null),
  vaccineDoses: orNull(fc.nat({ max: 9 })),
  callBackAt: orNull(
    fc
      .tuple(fc.integer({ min: 0, max: 360 }), fc.nat({ max: 1439 }))
      .map(([days, minutes]) => isoAt(addDays(TODAY, days), minutes)),
  ),
})
const name = fc.constantFrom('张三', '陈小明', '欧阳娜娜', '阿卜杜拉·买买提', 'CHAN SIU MING')
const phone = fc.constantFrom('13812345678', '075526661234', '+85298765432')

describe('writeReportLine', () => {
  it('writes the two lines of the design', () => {
    const line = writeReportLine(
      {
        ...emptyReportFields(),
        outcome: 'reached',
        arrivedOn: '2022-05-19',
        transport: 'self_drive',
        origin: '广州荔湾区',
        tests: [
          { date: '2022-05-20', result: 'negative' },
          { date: '2022-05-21', result: 'negative' },
        ],
        testCount: 2,
        whereabouts: 'local',
        vaccineDoses: 3,
      },
      context,
    )

    expect(line).toBe(
      '【核查反馈】#K7Q2M 张*(尾号5678)\n已接通|5/19自驾 广州荔湾区→深|核酸2次:5/20阴、5/21阴|在本社区|疫苗3针',
    )
  })

  it.each([
    [{ outcome: 'no_answer' as const }, '无人接听'],
    [{ outcome: 'reached' as const, testCount: 0, vaccineDoses: 0 }, '已接通|未做核酸|未接种'],
    [
      { outcome: 'reached' as const, whereabouts: 'left' as const, awayPlace: '湖南长沙' },
      '已接通|已离深 人在湖南长沙',
    ],
    [
      {
        outcome: 'reached' as const,
        whereabouts: 'not_returned' as const,
        arrivedOn: '2022-05-25',
        origin: '湖南长沙',
      },
      '已接通|预计5/25 湖南长沙→深|未返深',
    ],
    [{ outcome: 'call_later' as const, callBackAt: '2022-05-22T23:00:00+08:00' }, '稍后再打|约5/22 23:00再打'],
  ])('writes %j as %s', (fields, second) => {
    expect(writeReportLine({ ...emptyReportFields(), ...fields }, context).split('\n')[1]).toBe(second)
  })

  it('is read back exactly, whatever the report', () => {
    fc.assert(
      fc.property(
        report,
        name,
        phone,
        fc.nat({ max: 2 ** 20 - 1 }),
        fc.boolean(),
        (fields, who, number, serial, supersedes) => {
          const code = taskCodeOf(serial)
          const line = writeReportLine(fields, { ...context, code, name: who, phone: number, supersedes })

          expect(readReports(line, NOW)).toEqual([
            {
              ...fields,
              message: 0,
              sender: null,
              sentAt: null,
              code,
              phone: null,
              phoneTail: tailOf(number),
              name: maskName(who),
              supersedes,
              unsure: [],
              unread: [],
            },
          ])
        },
      ),
    )
  })

  it('is read back from a chat against the time of its message', () => {
    const line = writeReportLine(
      { ...emptyReportFields(), outcome: 'reached', tests: [{ date: '2022-05-21', result: 'pending' }] },
      context,
    )

    const [read] = readReports(
      `阿芳 2022-05-22 22:30\n${line}\n\nhttps://example.org/t/K7Q2M`,
      '2023-01-05T08:00:00+08:00',
    )

    expect(read).toMatchObject({ code: 'K7Q2M', sender: '阿芳', tests: [{ date: '2022-05-21', result: 'pending' }] })
  })

  it('lets no name, number, document or room out, wherever it was typed', () => {
    const secret = fc.constantFrom('张三丰', '13812345678', '440301199001011234', '1203', '3栋502')
    const around = fc.constantFrom('', '广州', '广州荔湾 ', '湖南,')

    fc.assert(
      fc.property(report, secret, around, (fields, leak, before) => {
        const typed = `${before}${leak}`
        const line = writeReportLine(
          { ...fields, origin: typed, awayPlace: typed, address: typed },
          { ...context, name: '张三丰', phone: '13812345678', community: typed },
        )

        expect(line).not.toContain(leak)
      }),
    )
  })
})
