// The folder of made workbooks: every format streets send is read alike, and what is refused is refused for its own reason.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseHere } from '../../../server/batches/parse-upload.ts'
import type { UploadAnswer } from '../../../server/ports/upload-parser.ts'
import { readOtherWorkbook } from '../../../server/spreadsheet/other-workbook.ts'

const FOLDER = 'tests/fixtures/workbooks'

function parse(fileName: string, other?: typeof readOtherWorkbook): UploadAnswer {
  const bytes = new Uint8Array(readFileSync(`${FOLDER}/${fileName}`))
  return parseHere({ fileName, bytes, today: '2022-05-21' }, other)
}

const REFUSED: Readonly<Record<string, { refused: string; row?: number }>> = {
  'password.xlsx': { refused: 'file_is_encrypted' },
  'password.xls': { refused: 'file_is_encrypted' },
  'password.ods': { refused: 'file_is_encrypted' },
  'quote-left-open.csv': { refused: 'quote_open', row: 3 },
  'page-without-table.xls': { refused: 'file_is_html' },
  'letter.docx': { refused: 'file_is_not_a_list' },
  'letter.pdf': { refused: 'file_is_not_a_list' },
  'cut-off.xlsx': { refused: 'file_damaged' },
  'cut-off.xls': { refused: 'file_damaged' },
  'nothing.csv': { refused: 'file_empty' },
  'no-phone.csv': { refused: 'no_phone_column' },
}
const files = readdirSync(FOLDER).filter(name => !name.endsWith('.mjs'))
const read = files.filter(name => !(name in REFUSED))

it.each(read)('reads %s', name => {
  const list = parse(name, readOtherWorkbook)

  if (list.refused !== null) throw new Error(list.refused)
  const told = list.tasks.map(({ key, subjects, facts }) => [key, subjects[0]?.idNumber, facts.arrivedOn?.slice(0, 10)])
  expect(told).toEqual([
    ['13920230001', '990101199001011234', '2022-05-19'],
    ['13920230002', '990101199001011235', '2022-05-20'],
    ['13920230003', '990101199001011236', '2022-05-21'],
  ])
  expect(list.tasks[0]?.facts.arrivedOn).toBe('2022-05-19T08:30:00')
  expect(list.tasks.map(task => task.subjects[0]?.name)).toEqual(
    name === 'big5.csv' ? ['陳一明', '陳二明', '次仁卓瑪'] : ['陈一明', '陈二明', '次仁卓玛'],
  )
  expect(list.tasks[2]?.facts.address).toMatch(/^[兰蘭]花路3[号號]$/)
})

it.each(Object.entries(REFUSED))('refuses %s', (name, reason) => {
  expect(parse(name, readOtherWorkbook)).toMatchObject(reason)
})

it.each([
  ['excel97.xls', 'file_is_xls'],
  ['binary.xlsb', 'file_is_xls'],
  ['open-document.ods', 'file_is_xls'],
  ['web-page.xls', 'file_is_html'],
])('asks for an .xlsx where only own readers are at hand: %s', (name, refused) => {
  expect(parse(name)).toMatchObject({ refused })
})
