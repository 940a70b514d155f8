import type { MissedOutcome, Outcome } from '../../contract/report-fields.ts'
import type { StuckPlace } from '../../contract/progress.ts'
import type { ExemptReason } from '../../contract/tasks.ts'

interface Words {
  /** As screens, the group line and a list written back say it; the reader of the group line reads it back. */
  readonly label: string
  /** On its button after a call, where that is not the label. */
  readonly button?: string
  /** What its button asks first: whose number it is, or when to call again. */
  readonly asks?: 'who' | 'when'
}

/** Nobody could tell anything: the number comes up again. */
interface Missed extends Words {
  readonly follows: 'call'
  /** Minutes before the second and before the third call, then somebody goes to the door. `agreed`: the time told, every time. */
  readonly again: readonly [number, number] | 'agreed'
  readonly exempt?: never
  /** Somebody picked up; without it leads see the task among those not reached. */
  readonly stuckAt?: 'callAgain'
}

/** Somebody or something told enough. `form`: by filling it in; `report`: the outcome is a report by itself. */
type Told = Words & {
  readonly follows: 'form' | 'report'
  readonly again?: never
} & (Exempt | Awaited)

/** Nobody there can be asked to be tested: out of the match rate. */
interface Exempt {
  readonly exempt: ExemptReason
  readonly stuckAt?: never
}

/** Until the lab has something of them, leads see them there. */
interface Awaited {
  readonly exempt?: never
  readonly stuckAt: Extract<StuckPlace, 'resultPending' | 'refused'>
}

/**
 * How a call can end and what follows, in the order of the buttons. Everything that lists outcomes reads this table: an
 * outcome without a row, or with a row of the wrong kind, does not compile.
 */
export const OUTCOMES: { readonly [Code in Outcome]: Code extends MissedOutcome ? Missed : Told } = {
  reached: { label: '已接通', button: '已接通，填写情况', follows: 'form', stuckAt: 'resultPending' },
  no_answer: { label: '无人接听', follows: 'call', again: [60, 180] },
  powered_off: { label: '关机', follows: 'call', again: [120, 240] },
  // A busy line is free sooner than a dead battery is full.
  busy: { label: '占线', follows: 'call', again: [10, 30] },
  hung_up: { label: '挂断', follows: 'call', again: [180, 360], stuckAt: 'callAgain' },
  unreachable: { label: '无法接通', follows: 'call', again: [120, 240] },
  invalid_number: { label: '空号', button: '空号停机', follows: 'report', exempt: 'invalid_number' },
  refused: { label: '拒绝配合', button: '不配合', follows: 'report', stuckAt: 'refused' },
  wrong_person: { label: '人机不符', asks: 'who', follows: 'report', exempt: 'wrong_person' },
  call_later: {
    label: '稍后再打',
    button: '晚点打',
    asks: 'when',
    follows: 'call',
    again: 'agreed',
    stuckAt: 'callAgain',
  },
}

/** Every outcome, in the order in which people are asked. */
export const outcomesInOrder = (): Outcome[] => Object.keys(OUTCOMES) as Outcome[]

/** What its button after a call says. */
export const buttonOf = (outcome: Outcome): string => OUTCOMES[outcome].button ?? OUTCOMES[outcome].label

/** Whether the number comes up again because nobody could tell anything. */
export const isMissed = (outcome: Outcome): outcome is MissedOutcome => OUTCOMES[outcome].follows === 'call'

/** The outcomes after which leads see a task at that place. */
export const outcomesStuckAt = (place: StuckPlace): Outcome[] =>
  outcomesInOrder().filter(outcome => OUTCOMES[outcome].stuckAt === place)
