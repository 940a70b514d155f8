import { daysOf, noteCounts, nothing } from '../tell.ts'
import { laterResult, onLanding, tests } from '../tell-tests.ts'
import { DAYS, phrase, RESULT, TEST } from './phrase.ts'

const BEFORE = `(?:[TteQCui]+,?){0,3}`
/** 在广州做的, （佛山）: where a test was made. */
const PLACE = `,?(?:s?q?[pa]|sq?|q),?(?=[TteQCuiRPW])`

export const TEST_PHRASES = [
  phrase(
    'days and their results: 20、21号做了核酸，均阴',
    ['dTteQCui', `${BEFORE}${DAYS},?h?(?:[TteQCui]|[,b](?=[TteQCuiRPW])|${PLACE})*${RESULT}(?:[,Q]?${RESULT})*`],
    tests,
  ),
  phrase(
    'days tested: 20、21号做了核酸',
    ['dTteQCui', `${BEFORE}${DAYS},?h?(?:${TEST}|${PLACE})*t${TEST}*`],
    tests,
    1.2,
  ),
  phrase(
    'days and the word: 20号核酸',
    ['dTteQCui', `${BEFORE}${DAYS},?h?(?:${TEST}|${PLACE})*[TeC]${TEST}*`],
    tests,
    1.3,
  ),
  phrase('the word and days: 核酸：20、21', ['T', `T[TteQC]*,?${DAYS}[QC]*(?=[,;]|$)`], tests, 1.4),
  phrase('on landing: 落地已做核酸，未出', ['Jdr', `(?:d,?h?,?)?(?:r,?)?J,?${TEST}*(?:,?${RESULT})?`], onLanding, 0.9),
  phrase(
    'a result told behind: 都是阴性',
    ['TteQCuRPW', `${TEST}*${RESULT}(?:[,Q]{0,2}${RESULT})*`],
    laterResult(false),
    1.5,
  ),
  phrase('a result of one of them: 前两次阴', ['i', `i,?(?:[TteQCui])*${RESULT}`], laterResult(true), 1.1),
  phrase('how many: 做了两次核酸', ['TteQC', `[TteQC]*C[TteQC]*`], (part, told) => noteCounts(part, told), 1.6),
  phrase(
    'tested, no day: 已做核酸',
    ['TteQC', `[TtQC]*t[TtQCe]*`],
    (part, told) => {
      told.undated = true
      noteCounts(part, told)
    },
    1.7,
  ),
  phrase(
    'none: 未做核酸',
    ['dTQUi', `(?:${DAYS},?)?(?:[TQi]+,?)?U(?:,?T)?`],
    (part, told) => {
      if (daysOf(part).length === 0) told.untested = true
    },
    1.05,
  ),
  phrase(
    'antigen: 抗原20号阴',
    ['Gdte', `(?:[te]*G[tTeQC]*,?(?:${DAYS})?,?h?[teQC]*(?:,?${RESULT})?|${DAYS},?h?[teQC]*G[teTQC]*(?:,?${RESULT})?)`],
    nothing,
    0.9,
  ),
  phrase(
    'to be done: 明天去做, 已提醒22日做核酸',
    ['kEdTh', `(?:T,?)?(?:${DAYS},?h?,?)?[kE](?:[kExQ,]|[dhTeUC](?![TteQC,]*[RPW]))*`],
    nothing,
    1.1,
  ),
]
