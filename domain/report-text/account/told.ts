import type { Outcome, ReportFields, TestResultMention, Transport } from '../../../contract/report-fields.ts'

/** What the clauses of one person told, as far as they were understood to the last word. */
export interface Told {
  /** The day of the message. */
  readonly today: string
  readonly tests: Map<string, TestResultMention>
  readonly arrivals: Set<string>
  readonly expected: Set<string>
  readonly origins: Set<string>
  readonly went: Set<string>
  readonly stays: Set<string>
  readonly transports: Set<Transport>
  readonly vehicles: Set<string>
  /** What speaks for a whereabouts. */
  readonly signs: Set<Sign>
  readonly counts: number[]
  untested: boolean
  /** A test was told without a day. */
  undated: boolean
  /** Words of a dose that was denied, planned or dated stand with it. */
  doseDoubt: boolean
  readonly doses: string[]
  readonly outcomes: Outcome[]
  calledBack: boolean
  /** Fields of which something was told that fits more than one value. */
  readonly doubts: Set<keyof ReportFields>
}

export type Sign = 'home' | 'address' | 'left' | 'returned' | 'notBack' | 'passed' | 'elsewhere' | 'away' | 'went'

export function nothingTold(today: string): Told {
  return {
    today,
    tests: new Map(),
    arrivals: new Set(),
    expected: new Set(),
    origins: new Set(),
    went: new Set(),
    stays: new Set(),
    transports: new Set(),
    vehicles: new Set(),
    signs: new Set(),
    counts: [],
    untested: false,
    undated: false,
    doseDoubt: false,
    doses: [],
    outcomes: [],
    calledBack: false,
    doubts: new Set(),
  }
}
