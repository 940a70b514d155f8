// A call as a table of states and events: no dead end, no empty report, nobody rung twice.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { givesBack, next, READING, type CallEvent, type CallState } from '../../../domain/calls/flow.ts'

const EVENTS: readonly CallEvent[] = [
  { type: 'dial' },
  { type: 'ask_outcome' },
  { type: 'end' },
  { type: 'open_form' },
  { type: 'submit', says: true },
  { type: 'submit', says: false },
  { type: 'back' },
  { type: 'skip' },
  { type: 'pass' },
  { type: 'dialled', attemptId: 'a1' },
  { type: 'dialled', attemptId: 'a2' },
  { type: 'avoided' },
  { type: 'not_dialled' },
  { type: 'resumed', attemptId: 'a3' },
  { type: 'sent' },
  { type: 'refused' },
  { type: 'taken' },
  { type: 'freed' },
  { type: 'reported' },
  { type: 'closed' },
]

/** What the caller may tap in each state. */
const MAY: Record<CallState['at'], readonly CallEvent['type'][]> = {
  facts: ['dial', 'ask_outcome', 'skip', 'back'],
  dialling: [],
  outcome: ['end', 'open_form', 'back'],
  form: ['submit', 'back'],
  sending: [],
  held: ['pass', 'back'],
  settled: ['pass', 'back'],
  done: [],
}
const TAPS: readonly CallEvent['type'][] = [...new Set(Object.values(MAY).flat())]

/** Every state that some of the events, in some order, lead to from `start`. */
function reachable(start: CallState, by = EVENTS): CallState[] {
  const found = new Map([[JSON.stringify(start), start]])
  for (const state of found.values()) {
    for (const event of by) {
      const to = next(state, event)
      if (!found.has(JSON.stringify(to))) found.set(JSON.stringify(to), to)
    }
  }
  return [...found.values()]
}

/** The states on the way, the first one included. */
function walk(events: readonly CallEvent[]): CallState[] {
  const states = [READING]
  for (const event of events) states.push(next(states.at(-1) ?? READING, event))
  return states
}

const anyPath = fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 })
const ALL = reachable(READING)

describe('whatever happens in whatever order', () => {
  it('an end can be reached from everywhere', () => {
    const stuck = ALL.filter(state => !reachable(state).some(({ at }) => at === 'done'))

    expect(stuck).toEqual([])
    expect(new Set(ALL.map(({ at }) => at))).toEqual(new Set(Object.keys(MAY)))
  })

  it('the caller alone finds the way out, except while an answer is awaited', () => {
    const taps = EVENTS.filter(({ type }) => TAPS.includes(type))
    const out = (state: CallState) => reachable(state, taps).some(({ at }) => at === 'done')

    expect(ALL.filter(state => !out(state)).map(({ at }) => at)).toEqual(
      ALL.filter(({ at }) => at === 'dialling' || at === 'sending').map(({ at }) => at),
    )
  })

  it('no empty report is sent', () => {
    fc.assert(
      fc.property(anyPath, events => {
        const states = walk(events)
        const sendings = events.filter((_, at) => states[at]?.at === 'form' && states[at + 1]?.at === 'sending')
        expect(sendings.every(event => event.type === 'submit' && event.says)).toBe(true)
        const last = states.at(-1)
        if (last?.at === 'done' && last.by === 'reported') expect(sendings.length).toBeGreaterThan(0)
      }),
    )
  })

  it('the attempt given out at dialling is the one that ends, and nobody is rung while it is open', () => {
    fc.assert(
      fc.property(anyPath, events => {
        let given: string | null = null
        let state = READING
        for (const event of events) {
          const to = next(state, event)
          if (to !== state && (event.type === 'dialled' || event.type === 'resumed')) given = event.attemptId
          if (to.at === 'dialling') expect(given).toBeNull()
          if (to.at === 'settled' || to.at === 'held') given = null
          if (to.at === 'done' && (to.by === 'ended' || to.by === 'reported')) expect(to.attemptId).toBe(given)
          state = to
        }
      }),
    )
  })

  it('the second tap of a double tap changes nothing', () => {
    const forward = EVENTS.filter(({ type }) => TAPS.includes(type) && type !== 'back')

    for (const state of ALL) {
      for (const tap of forward) {
        const once = next(state, tap)
        expect(next(once, tap), `${state.at} ${tap.type}`).toBe(once)
      }
    }
  })

  it('a tap that does not fit leaves the very same state', () => {
    for (const state of ALL) {
      for (const event of EVENTS.filter(({ type }) => TAPS.includes(type) && !MAY[state.at].includes(type))) {
        expect(next(state, event), `${state.at} ${event.type}`).toBe(state)
      }
    }
  })

  it('nothing happens any more once it is done', () => {
    const ends = ALL.filter(({ at }) => at === 'done')

    expect(ends.length).toBeGreaterThan(0)
    for (const end of ends) for (const event of EVENTS) expect(next(end, event)).toBe(end)
  })
})

describe('a call', () => {
  const at = (...events: CallEvent[]) => walk(events).at(-1)
  const called: CallEvent[] = [{ type: 'dial' }, { type: 'dialled', attemptId: 'a1' }]

  it.each([
    ['rings and is noted', [{ type: 'end' }], { at: 'done', by: 'ended', attemptId: 'a1' }],
    [
      'is told of by the form',
      [{ type: 'open_form' }, { type: 'submit', says: true }, { type: 'sent' }],
      { at: 'done', by: 'reported', attemptId: 'a1' },
    ],
    [
      'keeps the form where the report was refused',
      [{ type: 'open_form' }, { type: 'submit', says: true }, { type: 'refused' }],
      { at: 'form', attemptId: 'a1' },
    ],
    [
      'goes back step by step',
      [{ type: 'open_form' }, { type: 'back' }, { type: 'back' }],
      { at: 'facts', attemptId: 'a1' },
    ],
    ['is over when the result comes', [{ type: 'open_form' }, { type: 'closed' }], { at: 'settled' }],
    ['is noted although a colleague took the number', [{ type: 'taken' }], { at: 'outcome', attemptId: 'a1' }],
    [
      'keeps the form although a colleague reported',
      [{ type: 'open_form' }, { type: 'reported' }],
      { at: 'form', attemptId: 'a1' },
    ],
  ] as [string, CallEvent[], CallState][])('%s', (_, then, expected) => {
    expect(at(...called, ...then)).toEqual(expected)
  })

  it.each([
    ['the lab has the result', [{ type: 'dial' }, { type: 'avoided' }], { at: 'settled' }],
    ['the network is gone', [{ type: 'dial' }, { type: 'not_dialled' }], READING],
    ['a colleague took the number', [{ type: 'taken' }], { at: 'held' }],
    ['the colleague let go of it', [{ type: 'taken' }, { type: 'freed' }], READING],
    ['the page was loaded anew', [{ type: 'resumed', attemptId: 'a3' }], { at: 'outcome', attemptId: 'a3' }],
  ] as [string, CallEvent[], CallState][])('does not ring where %s', (_, events, expected) => {
    expect(at(...events)).toEqual(expected)
  })

  it('hands the number back where it is left without a call, and keeps it where one is under way', () => {
    const skip: CallEvent = { type: 'skip' }
    const back: CallEvent = { type: 'back' }

    expect(walk([skip]).map(givesBack)).toEqual([false, true])
    expect(walk([{ type: 'ask_outcome' }, back, back]).map(givesBack)).toEqual([false, false, false, true])
    expect(walk([...called, back, back]).some(givesBack)).toBe(false)
    expect(walk([{ type: 'ask_outcome' }, { type: 'end' }]).some(givesBack)).toBe(false)
  })
})
