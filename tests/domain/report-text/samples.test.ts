import { describe, expect, it } from 'vitest'
import { readReports } from '../../../domain/report-text/read-report.ts'
import { f1, readCases, scoreReports } from '../../support/score-reports.ts'

const cases = readCases(new URL('../../fixtures/report-messages/dev.jsonl', import.meta.url))
const score = scoreReports(cases, one => readReports(one.text, one.now))

describe('readReports on the labelled samples', () => {
  it('reads all fields together with F1 of at least 0.99', () => {
    expect(f1(score.all)).toBeGreaterThanOrEqual(0.99)
  })

  it('reads at least 95 of 100 reports without one wrong field', () => {
    expect(score.exact / score.reports).toBeGreaterThanOrEqual(0.95)
  })

  it('never names a number or code that the text does not hold', () => {
    expect(score.wrongIdentities).toBe(0)
  })

  it('never invents a test', () => {
    expect(score.inventedTests).toBe(0)
  })
})
