/**
 * A call as the phone of one caller sees it, from reading the task to what came of it. The screen draws a state and sends
 * events; `next` says where they lead. What a state does not name it ignores: that is how the second event of a double tap
 * changes nothing.
 */
export type CallState =
  /** Reading the task. With an attempt: a call of one's own is under way, or came to nothing and waits for its end. */
  | { readonly at: 'facts'; readonly attemptId: string | null }
  /** The server is asked for the number. */
  | { readonly at: 'dialling' }
  /** How did the call end? Without an attempt: it was made from another phone (直接记). */
  | { readonly at: 'outcome'; readonly attemptId: string | null }
  /** Somebody answered: what did they tell? */
  | { readonly at: 'form'; readonly attemptId: string | null }
  /** The filled form is on its way; a refusal must find it still there. */
  | { readonly at: 'sending'; readonly attemptId: string | null }
  /** A colleague has the number on the phone. */
  | { readonly at: 'held' }
  /** There is nothing to call: the lab has the result, a colleague reported, or the list was ended. */
  | { readonly at: 'settled' }
  /** The screen is done with; `attemptId` is the attempt that was ended, or the one left under way. */
  | { readonly at: 'done'; readonly by: Ending; readonly attemptId: string | null }

/** `ended`: an outcome by one tap; `reported`: the filled form; `skipped`, `passed` to the next one, `left` to the list. */
type Ending = 'ended' | 'reported' | 'skipped' | 'passed' | 'left'

/** What the caller taps. */
type Tap =
  | { readonly type: 'dial' }
  | { readonly type: 'ask_outcome' }
  /** An outcome that needs no form: 占线, 晚点打, 自称已做, 空号, 不配合, 人机不符. */
  | { readonly type: 'end' }
  | { readonly type: 'open_form' }
  /** `says`: whether the form tells more than the list did, see `saysSomething`. */
  | { readonly type: 'submit'; readonly says: boolean }
  | { readonly type: 'back' }
  | { readonly type: 'skip' }
  | { readonly type: 'pass' }

/** What the server answers and what others do meanwhile. */
type News =
  | { readonly type: 'dialled'; readonly attemptId: string }
  /** The lab had the result by the time of the dial: no call needed. */
  | { readonly type: 'avoided' }
  /** Refused, or no network. */
  | { readonly type: 'not_dialled' }
  /** The server knows of an own call under way, as after a reload of the page. */
  | { readonly type: 'resumed'; readonly attemptId: string }
  /** The form is in the system, or waits on the phone for the network. */
  | { readonly type: 'sent' }
  | { readonly type: 'refused' }
  | { readonly type: 'taken' }
  | { readonly type: 'freed' }
  /** Reported by somebody: nothing to call, yet a form under way may still be sent after looking at what changed. */
  | { readonly type: 'reported' }
  /** Matched or ended: the server takes nothing any more. */
  | { readonly type: 'closed' }

export type CallEvent = Tap | News

type State<At extends CallState['at']> = Extract<CallState, { at: At }>
type Event<Type extends CallEvent['type']> = Extract<CallEvent, { type: Type }>
type Moves<At extends CallState['at']> = {
  readonly [Type in CallEvent['type']]?: (state: State<At>, event: Event<Type>) => CallState
}

/** Where a call begins. */
export const READING: CallState = { at: 'facts', attemptId: null }
const HELD: CallState = { at: 'held' }
const SETTLED: CallState = { at: 'settled' }

const done = (by: Ending, attemptId: string | null = null): CallState => ({ at: 'done', by, attemptId })
const settle = () => SETTLED
const moveTo =
  (at: 'facts' | 'outcome' | 'form' | 'sending') =>
  ({ attemptId }: { attemptId: string | null }): CallState => ({ at, attemptId })
const unlessCalling = (state: State<'facts' | 'outcome'>, to: CallState) => (state.attemptId === null ? to : state)

/** One row a state: which events it answers, and where they lead. */
const TABLE: { readonly [At in CallState['at']]: Moves<At> } = {
  facts: {
    // Who is on the phone already is not rung a second time.
    dial: state => unlessCalling(state, { at: 'dialling' }),
    ask_outcome: moveTo('outcome'),
    resumed: (state, { attemptId }) => unlessCalling(state, { at: 'outcome', attemptId }),
    skip: ({ attemptId }) => done('skipped', attemptId),
    back: ({ attemptId }) => done('left', attemptId),
    taken: state => unlessCalling(state, HELD),
    reported: settle,
    closed: settle,
  },
  dialling: {
    dialled: (_, { attemptId }) => ({ at: 'outcome', attemptId }),
    avoided: settle,
    not_dialled: () => READING,
  },
  outcome: {
    end: ({ attemptId }) => done('ended', attemptId),
    open_form: moveTo('form'),
    back: moveTo('facts'),
    // A call that was made is noted, whoever holds the number by now.
    taken: state => unlessCalling(state, HELD),
    reported: state => unlessCalling(state, SETTLED),
    closed: settle,
  },
  form: {
    submit: (state, { says }) => (says ? { at: 'sending', attemptId: state.attemptId } : state),
    back: moveTo('outcome'),
    closed: settle,
  },
  sending: {
    sent: ({ attemptId }) => done('reported', attemptId),
    refused: moveTo('form'),
  },
  held: {
    freed: () => READING,
    pass: () => done('passed'),
    back: () => done('left'),
    reported: settle,
    closed: settle,
  },
  settled: {
    freed: () => READING,
    pass: () => done('passed'),
    back: () => done('left'),
  },
  done: {},
}

/** The state after an event; the very same state where the event does not fit. */
export function next(state: CallState, event: CallEvent): CallState {
  // The row of a state takes that state, and a column of it that event: TypeScript cannot tie the two look-ups together.
  const row = TABLE[state.at] as Partial<Record<CallEvent['type'], (state: CallState, event: CallEvent) => CallState>>
  return row[event.type]?.(state, event) ?? state
}

/** Whether leaving this way hands the number back to the colleagues: nobody is on the phone and nothing was sent. */
export const givesBack = (state: CallState): boolean =>
  state.at === 'done' && state.attemptId === null && state.by !== 'ended' && state.by !== 'reported'
