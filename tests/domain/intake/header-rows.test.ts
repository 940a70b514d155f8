// P2: header rows of many offices, platforms, schools and firms, with rows of invented people below.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Cell } from '../../../domain/intake/grid.ts'
import { readList } from '../../../domain/intake/read-list.ts'

type Column = { header: string; right: string[]; doubtful: boolean; contents: string }

const NAMES = ['张三', '李四', '王五', '赵六', '陈晓明', '何海桥', '罗秋白']
/** What stands in a column, by its meaning. */
const CONTENTS: Record<string, (i: number) => Cell> = {
  phone: i => `1381234${String(5000 + i)}`,
  otherPhone: i => `1391234${String(6000 + i)}`,
  name: i => NAMES[i % NAMES.length] ?? null,
  idNumber: i => `4499011976090${String(10000 + i)}`,
  idType: () => '居民身份证',
  gender: i => (i % 2 ? '男' : '女'),
  age: i => 20 + i,
  address: i => `栖云花园${i}栋2单元301`,
  household: () => '湖南省临沅市',
  community: () => '汀南社区',
  street: () => '澜汀街道',
  district: () => '云屏区',
  origin: () => '岚州市柳塘区',
  riskPlace: () => '岚州南站',
  arrivedOn: i => `2022-05-${String(10 + i)}`,
  transport: () => '高铁',
  vehicleNo: i => `G${100 + i}`,
  testedAt: () => '5月20日 08:30',
  testResult: () => '阴性',
  testCount: () => 2,
  vaccineDoses: () => '3针',
  healthCode: () => '绿码',
  control: () => '三天两检',
  source: () => '铁路',
  deadline: () => '2022-05-22 12:00',
  remark: () => '随父母',
  extra: () => '正常',
  day: () => '2022-05-18',
  answer: i => (i % 2 ? '是' : '否'),
}

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
  const list = readList({ file: 'x', grids: [{ name: 'Sheet1', rows, merges: [] }], today: '2022-05-21' })
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
