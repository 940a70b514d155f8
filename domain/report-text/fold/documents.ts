import { matchesOf } from './matches.ts'
import { edit, type Edit, type Folded } from './folded.ts'

const LABEL =
  /(?:身份证|证件|护照|通行证|回乡证|居住证|台胞证|工号|学号|工牌|厂牌|卡号|病历号?|住院号|单号|订单)(?:号码?|后[四4六6]位|尾号)?[\]】]?[:：为是 ]{0,3}(?=[0-9A-Za-z*])/g
/** Digits, stars and the blanks people put between them. */
const RUN = /[0-9A-Za-z*][0-9A-Za-z* -]*/y
const LONGEST = 18

/** Numbers of documents are cut, label and all: none of their digits is a tail, a number or a day. */
export function withoutDocuments(folded: Folded): Folded {
  const { text } = folded
  const edits: Edit[] = []
  for (const { index, 0: label } of matchesOf(text, LABEL)) {
    const start = index + label.length
    RUN.lastIndex = start
    const run = RUN.exec(text)?.[0] ?? ''
    const length = documentLength(run)
    if (length === 0) continue
    const sign = /^[ ,，;；、:：)]*/.exec(text.slice(start + length))?.[0] ?? ''
    edits.push({ start: index, end: start + length + sign.length, text: index === 0 ? '' : ' ' })
  }
  return edit(folded, edits)
}

/** Groups belong to it until it has the 18 places of an identity number, or a group is plainly something else. */
function documentLength(run: string): number {
  let places = 0
  let length = 0
  for (const { index, 0: group } of matchesOf(run, /[0-9A-Za-z*]+/g)) {
    if (places > 0 && (places + group.length > LONGEST || /^1[3-9]\d{9}$/.test(group) || places === LONGEST)) break
    if (places > 0 && !/\d/.test(group)) break
    places += group.length
    length = index + group.length
  }
  return length
}
