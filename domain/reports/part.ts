import type { ReportFields } from '../../contract/report-fields.ts'

/** What the task knew from its list before anybody called. */
export type Known = Pick<ReportFields, 'arrivedOn' | 'origin' | 'vehicleNo' | 'vaccineDoses'>

export const NOTHING_KNOWN: Known = { arrivedOn: null, origin: null, vehicleNo: null, vaccineDoses: null }

/** `isNew`: the task did not know it yet. */
export interface Highlight {
  text: string
  isNew: boolean
}

export const fresh = (text: string): Highlight => ({ text, isNew: true })

/** What the group line says about the task; clear values go in, only masked ones come out. */
export interface LineContext {
  readonly code: string | null
  readonly name: string | null
  readonly phone: string | null
  /** Short name of the city, such as 深. */
  readonly city: string
  /** How the group calls its own community; 本社区 unless given. */
  readonly community?: string
  /** The moment of writing: decides which dates are still to come. */
  readonly now: string
  /** The line replaces an earlier one. */
  readonly supersedes?: boolean
}

/** One part of the second line of a group message. What `write` makes of a part, `read` gives back. */
export interface LinePart {
  /** Parts stand in this order. */
  readonly place: number
  /** '' where nothing was told. */
  readonly write: (fields: ReportFields, context: LineContext) => string
  /** Null: the text is of another part. `day` is the day of the message. */
  readonly read: (text: string, day: string) => Partial<ReportFields> | null
}

/** A question of the form that one row answers: one of a few, or words. */
export interface Question {
  readonly title: string
  /** What is read out, where that is not the title. */
  readonly label?: string
  readonly answer:
    { readonly choices: readonly Choice[] } | { readonly maxLength: number; readonly placeholder: string }
  readonly of: (fields: ReportFields) => string | null
  readonly tell: (answer: string | null) => Partial<ReportFields>
}

interface Choice {
  readonly value: string
  readonly label: string
}

/**
 * One thing that a call tells, which is one field or a few that only say something together. The form, the card of a
 * recorder, the group line, the comparison with earlier records and the card of the task all go through the parts.
 */
export interface ReportPart {
  /** As a recorder reads it, most telling first; empty where nothing was told. */
  readonly highlights: (fields: ReportFields, known: Known) => Highlight[]
  /** Whether it tells more than what is held; where left out: a field that is told and differs. */
  readonly isNews?: (told: ReportFields, held: ReportFields) => boolean
  /** Where the group may know it. A personal one stays out of the line. */
  readonly line?: LinePart
  /** How the form asks; where left out, the form has something of its own for it. */
  readonly question?: Question
  /** What stands on the card of the task beside what the list says. */
  readonly fact?: (fields: ReportFields) => { readonly label: string; readonly value: string } | null
  /** Its fields are said in one breath: a newer word about one is about all of them. */
  readonly isWhole?: true
  /** How the call went, not what the resident said. */
  readonly isOfCall?: true
}
