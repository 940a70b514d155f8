import { CLASS } from './classes.ts'
import * as tell from './tell.ts'
import type { Tell } from './tell.ts'

/** A kind of phrase: how it looks in letters of word classes, and what it tells. */
export interface Phrase {
  readonly what: string
  readonly pattern: RegExp
  /** Letters it can begin with. */
  readonly opens: string
  /** Of two ways to cut a clause the cheaper is meant. */
  readonly cost: number
  readonly tell: Tell
}

const DAYS = 'd(?:[,&]?d)*'
const TEST = '[TteQC]'
const RESULT = '[RPW]'

/** Every phrase with the letters it may begin with. */
const LIST: readonly (readonly [string, string, string, Tell, number?])[] = [
  [
    'tests with their results',
    'dTteQC',
    `(?:${TEST}+,?){0,3}${DAYS},?h?(?:${TEST}|[,b](?=[TteQCRPW]))*${RESULT}(?:,?${RESULT})*`,
    tell.tests,
  ],
  ['results of each day behind', 'dTteQC', `(?:${TEST}+,?){0,2}${DAYS},?h?${TEST}*t${TEST}*`, tell.tests, 1.2],
  ['tests on these days', 'dTteQC', `(?:${TEST}+,?){0,2}${DAYS},?h?(?:${TEST}*[Te]${TEST}*)`, tell.tests, 1.3],
  ['tests: these days', 'T', `T[TteQC]*,?${DAYS}[QC]*(?=[,;]|$)`, tell.tests, 1.4],
  ['a result of tell.tests told before', 'TteQCRPW', `${TEST}*${RESULT}`, tell.laterResult(false), 1.5],
  ['a result of the nth test', 'i', `i,?(?:[TteQCi])*${RESULT}`, tell.laterResult(true), 1.1],
  ['how many tests', 'TteQC', `[TteQC]*C[TteQC]*`, (part, told) => tell.noteCounts(part, told), 1.6],
  [
    'tested, no day',
    'TteQC',
    `[TtQC]*t[TtQC]*`,
    (_, told) => {
      told.undated = true
    },
    1.7,
  ],
  [
    'no test',
    'dTQUi',
    `(?:${DAYS},?)?(?:[TQi]+,?)?U(?:,?T)?`,
    (part, told) => {
      if (tell.daysOf(part).length === 0) told.untested = true
    },
    1.05,
  ],
  ['a heading', 'TzXicQFS', `T|X|Q|S|c`, tell.nothing, 2],
  [
    'antigen',
    'Gdte',
    `(?:[te]*G[tTeQC]*,?(?:${DAYS})?,?h?[teQC]*(?:,?${RESULT})?|${DAYS},?h?[teQC]*G[teTQC]*(?:,?${RESULT})?)`,
    tell.nothing,
    0.9,
  ],
  [
    'what is to be done',
    'kEdThx',
    `(?:T,?)?(?:d,?h?,?)?[kE](?:[kExQ,]|[dhTeUCG](?![TteQC,]*[RPW]))*`,
    tell.nothing,
    1.1,
  ],
  ['a return', 'dhFpamvr', `(?:[dhFpam&v],?)*r(?:,?[pamvhF](?!,?r))*`, tell.trip],
  ['a return, its day behind', 'hFpamvr', `(?:[hFpam&v],?)*r,?[FpamvF,]*d(?![,dh]*[TteQCRPWUk])`, tell.trip, 1.05],
  [
    'a place, a day and a vehicle',
    'dFp',
    `(?:d,?h?,?F?p,?[mv]+(?:,?[mv])*|F?p,?d,?h?,?[mv]+(?:,?[mv])*)`,
    tell.trip,
    1.2,
  ],
  [
    'from a place',
    'F',
    `F,?[pa]`,
    (part, told, text) => {
      for (const one of part) if (one.is !== CLASS.from) told.origins.add(text.slice(one.start, one.end))
    },
    1.3,
  ],
  [
    'a vehicle',
    'mv',
    `[mv](?:,?[mv])*`,
    (part, told, text) => part.forEach(one => tell.noteVehicle(one, told, text)),
    1.5,
  ],
  ['going somewhere', 'dhFmg', `(?:d,?)?h?(?:[Fm],?)*g,?[pa](?:,?[mv])*`, tell.placed('went', 'went'), 1.1],
  ['going home', 'dhmr', `(?:d,?)?h?m?r,?[p]`, tell.placed('went', 'left'), 1.25],
  ['leaving', 'dhl', `(?:d,?)?h?(?:l,?)+(?:d,?)?(?:[gsmrF&],?)*(?:[p])?`, tell.placed('stays', 'left'), 1.05],
  ['a stay', 'dsQ', `(?:d,?)?Q?s,?(?:q,?)?[p](?:,?[sN])?`, tell.placed('stays', 'away'), 1.1],
  ['expected back', 'E', `E,?(?:[dhFpmv&],?)*r`, tell.expected, 1],
  ['not back', 'dNFpE', `(?:d,?)?(?:s?p,?)?(?:E?N,?)+(?:[EQkF,d]|[pmvrsh])*`, tell.expected, 1.1],
  ['never there', 'D', `(?:D,?)+[pa]?`, tell.nothing, 1],
  ['at home', 'sLzAQ', `(?:[szQ],?)*[LA](?:,?A)?`, tell.sign('home'), 1],
  ['a heading of an address', 'z', `z(?=[,;]|$)`, tell.nothing, 2],
  ['living elsewhere in the city', 'zsOa', `(?:O,?[zsmg]*[pa]*|[zs]a)`, tell.sign('elsewhere'), 1.1],
  [
    'passing',
    'dhmsFpvB',
    `(?:[dhmsFv],?)*(?:p,?)?(?:B,?)+(?:p,?)?(?:B,?)*`,
    (part, told, text) => {
      told.signs.add('passed')
      part.forEach(one => tell.noteVehicle(one, told, text))
    },
    1,
  ],
  ['birth', 'q', `q,?[sQ]?,?[pa]*`, tell.nothing, 1],
  ['a call', 'dhibQCo', `(?:[dh],?)*(?:[ibQC],?)*o`, tell.outcome, 0.9],
  ['ringing', 'dhbiC', `(?:[dh],?)*[i]*b(?:[C]|,?h)*`, tell.nothing, 1.4],
  [
    'call again',
    'j',
    `j`,
    (_, told) => {
      told.calledBack = true
    },
    1,
  ],
  ['doses', 'XYdQ', `(?:X[,Qbt]*)?(?:d,?)?[QbtexkUE]*Y(?:[,QbtexU]*Y)*(?:[Qbte]*(?:,?d)?[bt]*)?`, tell.vaccine, 0.9],
  ['somebody who tells', 'K', `K,?S`, tell.nothing, 1],
  ['company', '&', `&K(?:&K)*`, tell.nothing, 1],
  ['linking', '&', `&`, tell.nothing, 1.9],
]

export const PHRASES: readonly Phrase[] = LIST.map(([what, opens, pattern, tell, cost = 1]) => ({
  what,
  pattern: new RegExp(pattern, 'y'),
  opens,
  cost,
  tell,
}))
