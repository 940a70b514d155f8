import { nothing, outcome, vaccine } from '../tell.ts'
import { phrase } from './phrase.ts'

/** Calls, doses and people, and what opens a clause. */
export const OTHER_PHRASES = [
  phrase('a call: 今早9点拨打无人接听', ['dhibQCo', `(?:[dh],?)*(?:[ibQCh],?)*o`], outcome, 0.9),
  phrase('ringing: 打了三次', ['dhbiC', `(?:[dhQ],?)*[iQ]*b(?:[C]|,?h)*`], nothing, 1.4),
  phrase('call again: 让晚上8点再打', ['j', `j`], (_, told) => {
    told.calledBack = true
  }),
  phrase(
    'doses: 疫苗已打三针',
    ['XYdQ', `(?:X[,Qbt]*)?(?:d,?)?[QbtexkUEX]*Y(?:[,QbtexUd]*Y)*(?:[Qbte]*(?:,?d(?![,dh]*[TteQCuRPW]))?[bt]*)?`],
    vaccine,
    0.9,
  ),
  phrase('somebody who tells: 家属说', ['K', `K,?S`], nothing),
  phrase('company: 和妻子', ['&', `&K(?:[&,]?K)*`], nothing),
  phrase('a linking word', ['&', `&`], nothing, 1.9),
  phrase('a heading', ['TzXicQFSu', `T|X|Q|S|c|u`], nothing, 2),
]
