import type { Outcome, Transport } from '../../../contract/report-fields.ts'
import type { DateMention } from '../facts/days.ts'
import { CLASS, type WordClass } from './classes.ts'
import type { Candidate } from './entities.ts'
import { WORDS } from './vocabulary.ts'

/** A stretch of text and what it is. */
export interface Token {
  readonly start: number
  readonly end: number
  readonly is: WordClass
  readonly value?: TokenValue
}

/** What a stretch tells by itself. */
export interface TokenValue {
  readonly dates?: DateMention
  readonly outcome?: Outcome
  readonly transport?: Transport
  readonly count?: number
}

const COST = { entity: 0.6, word: 1, filler: 1.05, unknown: 5 } as const

/** Signs that part clauses, those that part sentences; all other signs and emoji say nothing by themselves. */
const STOP = /[。;；\n!?]/
const COMMA = /[\s,，、:：/()|【】[\]"“”'‘’\-~—+=→>*·「」<>《》._…^]/
const TOLD = /[\p{L}\p{N}]/u

/** Where a cheapest way to cut reaches, how it got there, and at what price. */
interface Ways {
  readonly cost: Float64Array
  readonly from: Int32Array
  readonly kinds: (Candidate | WordClass | null)[]
  /** The place that is being left. */
  at: number
}

/** Cuts text into stretches so that as little as possible stays unknown; of equal ways the one with fewer pieces. */
export function tokensOf(text: string, candidates: readonly Candidate[]): Token[] {
  const { length } = text
  const ways: Ways = {
    cost: new Float64Array(length + 1).fill(Infinity),
    from: new Int32Array(length + 1),
    kinds: Array.from<Candidate | WordClass | null>({ length: length + 1 }).fill(null),
    at: 0,
  }
  const sorted = [...candidates].sort((left, right) => left.start - right.start)
  let next = 0
  ways.cost[0] = 0
  for (let at = 0; at < length; at++) {
    const reached = ways.cost[at] !== Infinity
    ways.at = at
    for (let one = sorted[next]; one?.start === at; one = sorted[++next])
      if (reached) step(ways, one.end, one, one.cost ?? COST.entity)
    if (!reached) continue
    let node = WORDS.next.get(text.charCodeAt(at))
    for (let end = at + 1; node; node = node.next.get(text.charCodeAt(end++)))
      if (node.value !== null) step(ways, end, node.value, node.value === CLASS.filler ? COST.filler : COST.word)
    const code = text.codePointAt(at) ?? 0
    const { is, price } = signOf(code)
    step(ways, at + (code > 0xffff ? 2 : 1), is, price)
  }
  return readBack(ways, length)
}

function step(ways: Ways, end: number, kind: Candidate | WordClass, price: number): void {
  const total = (ways.cost[ways.at] ?? 0) + price
  if (total >= (ways.cost[end] ?? 0)) return
  ways.cost[end] = total
  ways.from[end] = ways.at
  ways.kinds[end] = kind
}

function readBack({ from, kinds }: Ways, length: number): Token[] {
  const tokens: Token[] = []
  for (let end = length; end > 0; end = from[end] ?? 0) {
    const kind = kinds[end]
    if (kind === null || kind === undefined) break
    tokens.push(typeof kind === 'string' ? { start: from[end] ?? 0, end, is: kind } : kind)
  }
  return tokens.reverse()
}

interface Sign {
  readonly is: WordClass
  readonly price: number
}

const signs = new Map<number, Sign>()

function signOf(code: number): Sign {
  const known = signs.get(code)
  if (known) return known
  const read = readSign(String.fromCodePoint(code))
  if (signs.size < 20_000) signs.set(code, read)
  return read
}

function readSign(sign: string): Sign {
  if (sign === '|') return { is: CLASS.identity, price: COST.word }
  if (STOP.test(sign)) return { is: CLASS.stop, price: COST.word }
  if (COMMA.test(sign)) return { is: CLASS.comma, price: COST.word }
  if (/\d/.test(sign)) return { is: CLASS.number, price: COST.unknown }
  return TOLD.test(sign) ? { is: CLASS.unknown, price: COST.unknown } : { is: CLASS.filler, price: COST.word }
}
