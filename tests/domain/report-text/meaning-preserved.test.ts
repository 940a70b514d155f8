import { describe, expect, it } from 'vitest'
import type { ReadReport } from '../../../contract/report-fields.ts'
import { readReports } from '../../../domain/report-text/read-report.ts'
import { readCases } from '../../support/score-reports.ts'

const SETS = ['dev', 'held-out', 'fresh-p', 'fresh-q']
const cases = SETS.flatMap(set => readCases(new URL(`../../fixtures/report-messages/${set}.jsonl`, import.meta.url)))
/** Every fourth message, so that the whole table takes seconds; those in a chat keep their headers as they are. */
const sample = cases.filter((_, index) => index % 4 === 0)
const plain = sample.filter(({ text }) => !/\d:\d\d/.test(text))

const MOBILE = /(^|[^\d])(1[3-9]\d)(\d{4})(\d{4})(?!\d)/g
const fullWidth = (text: string) => text.replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))

/** Ways to write the same thing. */
const CHANGES: readonly (readonly [string, (text: string) => string])[] = [
  ['half-width commas', text => text.replace(/，/g, ',')],
  ['commas for full stops', text => text.replace(/。(?=.)/g, '，')],
  ['blanks for full stops', text => text.replace(/。/g, ' ')],
  ['half-width colons', text => text.replace(/：/g, ':')],
  ['阴 for 阴性', text => text.replace(/阴性/g, '阴')],
  ['核酸(-)', text => text.replace(/核酸阴性/g, '核酸（-）')],
  ['核酸检测阴性', text => text.replace(/核酸阴性/g, '核酸检测阴性')],
  ['都是阴性 for 均阴', text => text.replace(/均阴性?/g, '都是阴性')],
  ['均为阴性 for 都是阴性', text => text.replace(/都是阴性/g, '均为阴性')],
  ['还没出结果', text => text.replace(/结果未出/g, '还没出结果')],
  ['待出', text => text.replace(/结果未出/g, '待出')],
  ['没人接', text => text.replace(/无人接听/g, '没人接')],
  ['没人听', text => text.replace(/无人接听/g, '没人听')],
  ['返深 for 回深', text => text.replace(/回深(?!圳)/g, '返深')],
  ['回深 for 返深', text => text.replace(/返深/g, '回深')],
  ['乘高铁', text => text.replace(/坐高铁/g, '乘高铁')],
  ['3针', text => text.replace(/三针/g, '3针')],
  ['a code in small letters', text => text.replace(/#[0-9A-Z]{5}/g, code => code.toLowerCase())],
  ['任务号 for #', text => text.replace(/#([0-9A-Z]{5})/g, '任务号$1')],
  ['a blank in 尾号 5678', text => text.replace(/尾号(\d{4})/g, '尾号 $1')],
  ['Windows line ends', text => text.replace(/\n/g, '\r\n')],
  ['blanks at line ends', text => text.replace(/\n/g, '  \n')],
  ['no-break spaces', text => text.replace(/ /g, '\u00a0')],
]

/** Only where no chat header stands: it is a machine's and never changes. */
const CHANGES_OF_PLAIN: typeof CHANGES = [
  ['full-width digits', fullWidth],
  ['a greeting in front', text => `您好，${text}`],
  ['thanks behind', text => `${text} 辛苦了`],
  ['an emoji behind', text => `${text}👌`],
  ['a full stop behind', text => text.replace(/。?$/, '。')],
  ['blank lines', text => text.replace(/\n/g, '\n\n')],
  ['two blanks', text => text.replace(/ /g, '  ')],
  ['a number in groups', text => text.replace(MOBILE, '$1$2 $3 $4')],
  ['a number with dashes', text => text.replace(MOBILE, '$1$2-$3-$4')],
  ['a number with its country', text => text.replace(MOBILE, '$1+86 $2$3$4')],
]

/** Two texts of the sample differ for a reason: a number beside a number, a code that only # tells from a flight. */
const MOST_DIFFERENT = 2

describe('what a message tells does not depend on', () => {
  it.each(CHANGES)('%s', (_, change) => {
    expect(differing(sample, change)).toEqual([])
  })

  it.each(CHANGES_OF_PLAIN)('%s', (_, change) => {
    expect(differing(plain, change).length).toBeLessThanOrEqual(MOST_DIFFERENT)
  })
})

function differing(messages: typeof cases, change: (text: string) => string): string[] {
  return messages
    .filter(({ text, now }) => {
      const changed = change(text)
      return changed !== text && key(readReports(changed, now)) !== key(readReports(text, now))
    })
    .map(({ id }) => id)
}

/** Compared like the score does, without what was not understood, which has places in the text: full-width digits equal plain ones, blanks inside an address do not count. */
function key(reports: readonly ReadReport[]): string {
  return JSON.stringify(reports.map(report => ({ ...report, unread: [], unsure: [] })))
    .normalize('NFKC')
    .replace(/ /g, '')
}
