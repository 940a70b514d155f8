// The sample lists of ten senders and the answers they must give (P2, P3, P5, P10).
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseList } from '../../../domain/lists/parse-list.ts'
import { readWorkbook } from '../../../server/spreadsheet/read-workbook.ts'

type ExpectedSheet = {
  name: string | null
  headerRow: number
  mapping: Record<string, string>
  unknown: string[]
  doubtful: string[]
}
type ExpectedReject = {
  sheet: string | null
  row: number
  column: string
  columnAlso?: string[]
  reason: string
  reasonAlso?: string[]
}
type Counts = { rows: number; new: number; linked: number; merged: number; rejected: number }
type ExpectedFile = Counts & { sheets: ExpectedSheet[]; rejects: ExpectedReject[]; tasks: number; subjects: number }
type Expected = { files: Record<string, ExpectedFile>; sequence: (Counts & { file: string })[] }

const FOLDER = 'tests/fixtures/lists'
const expected = JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8')) as Expected
const files = readdirSync(FOLDER).filter(file => /\.(?:xlsx|csv)$/.test(file))

function read(file: string, known = new Set<string>()) {
  const list = parseList({ file, grids: readWorkbook(readFileSync(`${FOLDER}/${file}`)), today: '2022-05-21', known })
  if (list.refused) throw new Error(`${file}: ${list.refused}`)
  return list
}

const counts = ({ rows, new: fresh, linked, merged, rejected }: Counts) => ({
  rows,
  new: fresh,
  linked,
  merged,
  rejected,
})

describe.each(files)('%s', file => {
  const list = read(file)
  const want = expected.files[file]

  it('gives the expected counts', () => {
    expect({ ...counts(list.answer), tasks: list.answer.tasks, subjects: list.answer.subjects }).toEqual({
      ...counts(want as Counts),
      tasks: want?.tasks,
      subjects: want?.subjects,
    })
  })

  it('reads every column as expected', () => {
    const got = list.answer.sheets.map(sheet => ({ name: sheet.name, headerRow: sheet.headerRow }))
    expect(got).toEqual(want?.sheets.map(({ name, headerRow }) => ({ name, headerRow })))
    list.answer.sheets.forEach((sheet, i) => {
      expect(sheet.mapping).toMatchObject(want?.sheets[i]?.mapping ?? {})
      for (const header of want?.sheets[i]?.unknown ?? [])
        expect(['extra', 'ignore', undefined]).toContain(sheet.mapping[header])
    })
  })

  it('rejects the expected rows for the expected reasons', () => {
    const place = ({ sheet, row }: { sheet: string | null; row: number }) => `${sheet ?? ''}:${row}`
    expect(list.answer.rejects.map(place)).toEqual(want?.rejects.map(place))
    list.answer.rejects.forEach((reject, i) => {
      const right = want?.rejects[i]
      expect([right?.column, ...(right?.columnAlso ?? [])]).toContain(reject.column)
      expect([right?.reason, ...(right?.reasonAlso ?? [])]).toContain(reject.reason)
    })
  })

  it('understands every date of arrival', () => {
    const columns = list.layouts.map(layout => layout.columns.find(column => column.field === 'arrivedOn')?.index)
    const filled = list.rows.filter(row => row.key && row.account !== 'merged' && row.cells[columns[row.sheet] ?? -1])
    const read = list.tasks.filter(task => task.facts.arrivedOn?.startsWith('2022-05-'))
    expect(read.length).toBeGreaterThanOrEqual(filled.length)
  })
})

it('links what stood on an earlier list when the files come one after another', () => {
  const known = new Set<string>()
  const sequence = files.map(file => {
    const list = read(file, known)
    for (const task of list.tasks) known.add(task.key)
    return Object.assign({ file }, counts(list.answer))
  })

  expect(sequence).toEqual(expected.sequence)
})
