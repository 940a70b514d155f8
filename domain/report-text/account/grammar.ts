import { CLASS, type WordClass } from './classes.ts'
import type { Told } from './told.ts'
import { OTHER_PHRASES } from './phrases/about-calls.ts'
import { TEST_PHRASES } from './phrases/about-tests.ts'
import { TRIP_PHRASES } from './phrases/about-trips.ts'
import type { Phrase } from './phrases/phrase.ts'
import type { Token } from './tokens.ts'

/** What a person's words told, and the tokens no phrase accounts for. */
export interface Parsed {
  readonly told: Told
  readonly rest: readonly Token[]
}

const UNEXPLAINED = 100
const PHRASES: readonly Phrase[] = [...TEST_PHRASES, ...TRIP_PHRASES, ...OTHER_PHRASES]
/** Which phrases can begin with a letter. */
const byLetter = new Map<string, readonly Phrase[]>()

function phrasesAt(letter: string): readonly Phrase[] {
  const known = byLetter.get(letter) ?? PHRASES.filter(({ opens }) => opens.includes(letter))
  byLetter.set(letter, known)
  return known
}

/** Cuts a person's tokens into known phrases so that as few as possible stay over, and lets each phrase tell its facts. */
export function parse(tokens: readonly Token[], told: Told, text: string): Parsed {
  const words = withNamedPlaces(meaningful(tokens))
  const letters = words.map(token => token.is).join('')
  const rest: Token[] = []
  for (const { phrase, from, to } of bestCut(letters)) {
    const part = words.slice(from, to)
    if (phrase) phrase.tell(part, told, text)
    else rest.push(...part.filter(({ is }) => !SILENT.has(is)))
  }
  return { told, rest }
}

const SILENT: ReadonlySet<WordClass> = new Set([CLASS.comma, CLASS.stop, CLASS.identity])

/** Without fillers; of signs in a row the strongest. */
function meaningful(tokens: readonly Token[]): Token[] {
  const words: Token[] = []
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    if (!token || token.is === CLASS.filler || isLabel(tokens, index) || saysNothingWithNext(tokens, index)) continue
    const sign = token.is === CLASS.identity ? { ...token, is: CLASS.comma } : token
    const last = words[words.length - 1]
    const isSign = SILENT.has(sign.is)
    if (!last || !isSign || !SILENT.has(last.is)) {
      if (last || !isSign) words.push(sign)
    } else if (sign.is === CLASS.stop) words[words.length - 1] = sign
  }
  return words
}

/** 从岚州回, 13号岚州回: a word nobody knows is a place where only a place can stand. */
function withNamedPlaces(words: readonly Token[]): Token[] {
  const read: Token[] = []
  for (let at = 0; at < words.length; at++) {
    const token = words[at]
    if (!token) continue
    let end = at
    while (words[end + 1]?.is === CLASS.unknown && words[end + 1]?.start === words[end]?.end) end++
    const before = words[at - 1]?.is
    const after = words[end + 1]?.is
    const isPlace = before === CLASS.from || (before === CLASS.day && after === CLASS.return)
    if (token.is === CLASS.unknown && isPlace && (words[end]?.end ?? 0) - token.start > 1) {
      read.push({ start: token.start, end: words[end]?.end ?? token.end, is: CLASS.place })
      at = end
    } else read.push(token)
  }
  return read
}

/** 在社康, 不放心: a place that is nobody's whereabouts, a denial of what tells nothing, as long as the clause ends with it. */
function saysNothingWithNext(tokens: readonly Token[], at: number): boolean {
  const is = tokens[at]?.is
  if (is === CLASS.stay) return tokens[at + 1]?.is === CLASS.filler
  if (is !== CLASS.not || tokens[at + 1]?.is !== CLASS.filler) return false
  const next = tokens.slice(at + 1, at + 8).find(token => token.is !== CLASS.filler)
  return next === undefined || SILENT.has(next.is)
}

/** 妻子|: the relation right before a name or number only tells whose it is. */
function isLabel(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.is !== CLASS.other) return false
  for (let next = at + 1; next < tokens.length && next < at + 4; next++) {
    const is = tokens[next]?.is
    if (is === CLASS.identity) return true
    if (is !== CLASS.filler && is !== CLASS.comma) return false
  }
  return tokens.slice(at + 1).every(({ is }) => is === CLASS.filler || is === CLASS.comma)
}

interface Cut {
  readonly phrase: Phrase | null
  readonly from: number
  readonly to: number
}

function bestCut(letters: string): Cut[] {
  const cost = new Float64Array(letters.length + 1).fill(Infinity)
  const best = Array.from<Cut | null>({ length: letters.length + 1 }).fill(null)
  cost[0] = 0
  for (let from = 0; from < letters.length; from++) {
    const soFar = cost[from] ?? 0
    const letter = letters.charAt(from)
    const silent = letter === CLASS.comma || letter === CLASS.stop
    const skipped = soFar + (silent ? 0 : UNEXPLAINED)
    if (skipped < (cost[from + 1] ?? 0)) {
      cost[from + 1] = skipped
      best[from + 1] = { phrase: null, from, to: from + 1 }
    }
    if (silent) continue
    for (const phrase of phrasesAt(letter)) {
      phrase.pattern.lastIndex = from
      if (!phrase.pattern.test(letters)) continue
      const to = phrase.pattern.lastIndex
      if (to === from || soFar + phrase.cost >= (cost[to] ?? 0)) continue
      cost[to] = soFar + phrase.cost
      best[to] = { phrase, from, to }
    }
  }
  const cuts: Cut[] = []
  for (let at = letters.length; at > 0;) {
    const cut = best[at]
    if (!cut) break
    cuts.push(cut)
    at = cut.from
  }
  return cuts.reverse()
}
