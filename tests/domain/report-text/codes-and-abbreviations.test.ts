import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReports } from '../../../domain/report-text/read-report.ts'
import { taskCodeOf } from '../../../domain/tasks/task-code.ts'

const NOW = '2026-11-27T20:00:00+08:00'
const read = (text: string) => readReports(text, NOW)

describe('a code that holds letters which are an abbreviation elsewhere', () => {
  it.each(['HS43W', 'P4JT1', 'GJ2HA', '2TJ07', 'D56ZX', '14KH3', '121YM'])('is read whole: #%s', code => {
    for (const lead of [`#${code}`, code, `任务码${code}`])
      expect(read(`${lead} 已接通，今天核酸阴性，在本社区`)).toMatchObject([{ code, outcome: 'reached', unread: [] }])
  })

  it('is every code there is', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 20 - 1 }), serial => {
        const code = taskCodeOf(serial)
        expect(read(`#${code} 无人接听`)).toMatchObject([{ code, outcome: 'no_answer', unread: [], unsure: [] }])
      }),
    )
  })
})

it('abbreviations beside a code are read', () => {
  expect(read('#HS43W jt hs阴')).toMatchObject([{ code: 'HS43W', outcome: 'reached' }])
})
