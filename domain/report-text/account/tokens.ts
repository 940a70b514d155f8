import type { Outcome, Transport } from '../../../contract/report-fields.ts'
import type { DateMention } from '../facts/days.ts'
import { CLASS, type WordClass } from './classes.ts'
import type { Candidate } from './entities.ts'
import { FACT_WORDS } from './fact-words.ts'
import { KNOWN_WORDS } from './known-words.ts'
import { addWord, emptyTrie, wordsAt } from './trie.ts'

/** A stretch of text and what it is. */
export interface Token {
  readonly start: number
  readonly end: number
  readonly is: WordClass
  readonly value?: TokenValue
}

/** What a stretch tells by itself. */
interface TokenValue {
  readonly dates?: DateMention
  readonly outcome?: Outcome
  readonly transport?: Transport
  readonly count?: number
}

const WORDS = emptyTrie<WordClass>()
for (const [is, words] of FACT_WORDS) for (const word of words.split(' ')) addWord(WORDS, word, is)
for (const words of KNOWN_WORDS) for (const word of words.split(' ')) addWord(WORDS, word, CLASS.filler)

const COST = { entity: 0.6, word: 1, filler: 1.05, unknown: 5 } as const

/** Signs that part clauses, those that part sentences; all other signs and emoji say nothing by themselves. */
const STOP = /[。;；\n!?]/
const COMMA = /[\s,，、:：/()|【】[\]"“”'‘’\-~—+=→>*·「」<>《》._…^]/
const TOLD = /[\p{L}\p{N}]/u

/** Cuts text into stretches so that as little as possible stays unknown; of equal ways the one with fewer pieces. */
export function tokensOf(text: string, candidates: readonly Candidate[]): Token[] {
  const byStart = new Map<number, Candidate[]>()
  for (const one of candidates) byStart.set(one.start, [...(byStart.get(one.start) ?? []), one])
  const length = text.length
  const cost = new Float64Array(length + 1).fill(Infinity)
  const best = Array.from<Token | null>({ length: length + 1 }).fill(null)
  cost[0] = 0
  for (let at = 0; at < length; at++) {
    const soFar = cost[at] ?? 0
    if (soFar === Infinity) continue
    const step = (token: Token, price: number) => {
      const total = soFar + price
      if (total >= (cost[token.end] ?? 0)) return
      cost[token.end] = total
      best[token.end] = token
    }
    wordsAt(WORDS, text, at, (end, is) => step({ start: at, end, is }, is === CLASS.filler ? COST.filler : COST.word))
    for (const one of byStart.get(at) ?? []) step(one, one.cost ?? COST.entity)
    const width = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
    const sign = text.slice(at, at + width)
    const [is, price] = signOf(sign)
    step({ start: at, end: at + width, is }, price)
  }
  const tokens: Token[] = []
  for (let at = length; at > 0;) {
    const token = best[at]
    if (!token) break
    tokens.push(token)
    at = token.start
  }
  return tokens.reverse()
}

function signOf(sign: string): [WordClass, number] {
  if (sign === '|') return [CLASS.identity, COST.word]
  if (STOP.test(sign)) return [CLASS.stop, COST.word]
  if (COMMA.test(sign)) return [CLASS.comma, COST.word]
  if (/\d/.test(sign)) return [CLASS.number, COST.unknown]
  return TOLD.test(sign) ? [CLASS.unknown, COST.unknown] : [CLASS.filler, COST.word]
}
