// P2: header rows of many offices, platforms, schools and firms, with rows of invented people below.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseList } from '../../../domain/lists/parse-list.ts'
import { CONTENTS } from '../../support/column-contents.ts'

type Column = { header: string; right: string[]; doubtful: boolean; contents: string }

function contentsOf(header: string, meaning: string): string {
  if (meaning !== 'extra') return meaning
  if (/是否|有无/.test(header)) return 'answer'
  return /时间|日期/.test(header) ? 'day' : 'extra'
}

function columnOf(text: string): Column {
  const [header = '', said = ''] = text.split('=')
  const [meaning = '', kind] = said.split('~')
  const right = (meaning.replace('?', '') || 'extra').split('/')
  return {
    header: header.trim(),
    right,
    doubtful: meaning.startsWith('?'),
    contents: kind ?? contentsOf(header, right[0] ?? ''),
  }
}

const senders = readFileSync('tests/fixtures/header-rows.txt', 'utf8')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => {
    const [sender = '', columns = ''] = line.split(' :: ')
    return { sender, columns: columns.split(' | ').map(columnOf) }
  })

function readSender(columns: readonly Column[]) {
  const people = Array.from({ length: 12 }, (_, i) => columns.map(column => CONTENTS[column.contents]?.(i) ?? null))
  const rows = [columns.map(column => column.header), ...people]
  const list = parseList({ file: 'x', grids: [{ name: 'Sheet1', rows, merges: [] }], today: '2022-05-21' })
  return list.refused ? {} : (list.answer.sheets[0]?.mapping ?? {})
}

describe.each(senders)('the list of $sender', ({ columns }) => {
  const mapping = readSender(columns)
  const got = (header: string) => (mapping[header] === 'ignore' ? 'extra' : (mapping[header] ?? 'extra'))

  it('maps itself', () => {
    const wrong = columns.filter(column => !column.doubtful && !column.right.includes(got(column.header)))

    expect(wrong.map(({ header, right }) => `${header}: ${got(header)}, not ${right.join('/')}`)).toEqual([])
  })
})
