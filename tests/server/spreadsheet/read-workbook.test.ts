// Bytes to grids: exact numbers, dates, merges, encodings, and a clear refusal for everything that is no list.
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { FILE_REFUSALS } from '../../../contract/file-refusals.ts'
import { readWorkbook } from '../../../server/spreadsheet/read-workbook.ts'
import { FileRefused } from '../../../server/spreadsheet/refuse.ts'
import { kindOfFormat } from '../../../server/spreadsheet/styles.ts'
import { writeXlsx } from '../../../server/spreadsheet/write-xlsx.ts'

const bytes = (text: string) => strToU8(text)
const firstRows = (file: Uint8Array) => readWorkbook(file)[0]?.rows

function refusal(file: Uint8Array): string {
  try {
    readWorkbook(file)
  } catch (error) {
    if (error instanceof FileRefused) return error.code
    throw error
  }
  return 'read'
}

/** A workbook with one sheet of the given XML, beside whatever else is asked for. */
function book(sheet: string, more: Record<string, string> = {}): Uint8Array {
  const files = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="A&amp;B" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytes(text)])))
}

describe('.xlsx', () => {
  it('reads back what was written: text, numbers, days, merges', () => {
    const file = writeXlsx([
      {
        name: '名单',
        rows: [
          ['标题', null],
          ['<=1+1>', 13812345678],
          [{ day: '2022-05-21' }, { day: '2022-05-21', time: '14:10' }],
        ],
        merges: ['A1:B1'],
      },
    ])

    expect(readWorkbook(file)).toEqual([
      {
        name: '名单',
        rows: [['标题'], ['<=1+1>', 13812345678], ['2022-05-21', '2022-05-21T14:10:00']],
        merges: [{ top: 0, left: 0, bottom: 0, right: 1 }],
      },
    ])
  })

  it('reads shared and rich strings without reading aids, cached formulas, errors, and rows by their number', () => {
    const strings =
      '<sst><si><t>姓</t></si><si><r><t>张</t></r><r><rPr/><t xml:space="preserve"> 三</t></r><rPh><t>ZHANG</t></rPh></si></sst>'
    const file = book(
      '<row r="3"><c r="B3" t="s"><v>1</v></c><c r="D3" t="str"><f>"1"&amp;"2"</f><v>12</v></c><c r="E3" t="e"><v>#N/A</v></c><c r="F3"><f>1+1</f></c></row>',
      { 'xl/sharedStrings.xml': strings },
    )

    expect(readWorkbook(file)[0]).toEqual({
      name: 'A&B',
      merges: [],
      rows: [[], [], [null, '张 三', null, '12', '#N/A', '#未计算']],
    })
  })

  it('keeps the exact digits of a number shown as 1.38E+10', () => {
    expect(
      firstRows(book('<row><c><v>1.3812345678E10</v></c><c t="inlineStr"><is><t>a_x000D_b</t></is></c></row>')),
    ).toEqual([[13812345678, 'a\nb']])
  })

  it('reads workbooks whose writer puts a prefix before every name', () => {
    const file = book('', {
      'xl/workbook.xml':
        '<x:workbook xmlns:x="m"><x:sheets><x:sheet name="S" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>',
      'xl/worksheets/sheet1.xml':
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    })

    expect(firstRows(file)).toEqual([[7]])
  })

  it('counts days from 1904 where the workbook says so', () => {
    const file = book('<row r="1"><c r="A1" s="1"><v>43240</v></c></row>', {
      'xl/workbook.xml':
        '<workbook><workbookPr date1904="1"/><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>',
      'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    })

    expect(firstRows(file)).toEqual([['2022-05-21']])
  })

  it('does not count formatted cells without contents', () => {
    const blanks = Array.from({ length: 300 }, () => '<c s="1"/>').join('')

    expect(
      firstRows(book(`<row r="1"><c r="A1"><v>1</v></c>${blanks}</row><row r="1048576"><c r="A1048576" s="1"/></row>`)),
    ).toEqual([[1]])
  })

  it.each([
    ['General', 'number'],
    ['G/通用格式', 'number'],
    ['0', 'number'],
    ['0.00E+00', 'number'],
    ['@', 'number'],
    ['"日期"0', 'number'],
    ['yyyy/m/d', 'day'],
    ['m"月"d"日"', 'day'],
    ['[$-804]yyyy"年"m"月"d"日";@', 'day'],
    ['yyyy-mm-dd hh:mm:ss', 'dayTime'],
    ['yyyy/m/d\\ h:mm', 'dayTime'],
    ['h:mm', 'time'],
    ['[h]:mm:ss', 'time'],
    ['yyyy\\-mm\\-dd\\ hh:mm:ss.000', 'dayTime'],
    ['上午/下午h"时"mm"分"', 'time'],
  ])('the format %s shows a %s', (code, kind) => {
    expect(kindOfFormat(code)).toBe(kind)
  })
})

/** Two bytes a character; `first` is the shift of the byte that comes first. */
const utf16 = (text: string, first = 0) =>
  Uint8Array.from([...text].flatMap(ch => [(ch.charCodeAt(0) >> first) & 255, (ch.charCodeAt(0) >> (8 - first)) & 255]))

describe('.csv', () => {
  it.each([
    ['UTF-8', bytes('姓名,手机\r\n张三,1')],
    ['UTF-8 with BOM', bytes('\ufeff姓名,手机\r\n张三,1')],
    [
      'GBK',
      Uint8Array.of(0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xca, 0xd6, 0xbb, 0xfa, 0x0a, 0xd5, 0xc5, 0xc8, 0xfd, 0x2c, 0x31),
    ],
    [
      'UTF-16',
      Uint8Array.of(
        0xff,
        0xfe,
        ...[...'姓名\t手机\n张三\t1'].flatMap(ch => [ch.charCodeAt(0) & 255, ch.charCodeAt(0) >> 8]),
      ),
    ],
    ['UTF-16 without its mark', utf16('姓名,手机\n张三,1\n')],
    ['UTF-16 the other way round', utf16('姓名,手机\n张三,1\n', 8)],
    ['tabs', bytes('姓名\t手机\n张三\t1\n')],
    ['a separator line', bytes('sep=;\n姓名;手机\n张三;1')],
    ['quotes', bytes('"姓名","手机"\n"张三","1"')],
    ['="…" cells', bytes('姓名,手机\n张三,="1"')],
  ])('%s', (_, file) => {
    expect(firstRows(file)?.filter(row => row.length > 0)).toEqual([
      ['姓名', '手机'],
      ['张三', '1'],
    ])
  })

  it('counts rows as Excel shows them: a quoted line break is none, an empty line is one', () => {
    const rows = firstRows(bytes('a,b\r\n"1\r\n2","say ""x"""\r\n\r\n3,4\r\n'))

    expect(rows).toEqual([['a', 'b'], ['1\n2', 'say "x"'], [], ['3', '4']])
  })
})

describe('.csv that is hard to take apart', () => {
  it.each([
    [
      'more semicolons in the cells than commas',
      '姓名,手机,症状\n张三,1,发热;咳嗽;乏力;头痛\n',
      ['张三', '1', '发热;咳嗽;乏力;头痛'],
    ],
    ['a tab behind every cell', '姓名,手机,地址\n张三\t,1\t,兰花路\t\n', ['张三\t', '1\t', '兰花路\t']],
    ['a tab behind every quoted cell', '姓名,手机\n"张三"\t,"1"\t\n', ['张三', '1']],
    ['a quote inside a cell', '姓名,手机,备注\n张三,1,身高5"以上\n', ['张三', '1', '身高5"以上']],
    ['line breaks of both kinds', '姓名,手机\r\n李四,2\n张三,1', ['张三', '1']],
    [
      'an address with commas and a line break',
      '姓名,地址,手机\n张三,"兰花路, 1号,\n后门, 二楼",1\n',
      ['张三', '兰花路, 1号,\n后门, 二楼', '1'],
    ],
  ])('%s', (_, text, last) => {
    expect(firstRows(bytes(text))?.at(-1)).toEqual(last)
  })

  it('keeps a broken byte one broken character', () => {
    const file = bytes('姓名,手机,地址\n张三,1,兰花路1号\n')
    const broken = Uint8Array.from([...file.subarray(0, 30), 0xe5, ...file.subarray(30)])

    const cells = firstRows(broken)?.flat()

    expect(cells?.slice(0, 4)).toEqual(['姓名', '手机', '地址', '张三'])
    expect(cells?.join('').split('\ufffd').length).toBe(2)
  })

  it.each([
    ['closed in a later row', '姓名,手机,备注\n张三,1,"发热\n李四,2,无\n王五,3,"咳嗽\n', 2],
    ['closed where a cell ends', '姓名,手机,备注\n张三,1,"发热\n李四,2,无\n王五,3,咳嗽"\n', 2],
    ['in the first column', '姓名,手机,备注\n李四,2,无\n"张三,13812345678,无\n"王五,3,无\n', 3],
    ['never closed', '姓名,手机,备注\n李四,2,"无\n', 2],
  ])('names the row of a quote that takes rows into its cell: %s', (_, text, row) => {
    expect(() => readWorkbook(bytes(text))).toThrow(expect.objectContaining({ code: 'quote_open', row }))
  })
})

describe('refusals', () => {
  const ole = (more: string) =>
    Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...[...more].flatMap(ch => [ch.charCodeAt(0), 0]))
  const list = writeXlsx([{ name: 'A', rows: Array.from({ length: 200 }, (_, i) => [`张三${i}`, 13812345678]) }])
  const manyRows = (n: number) => bytes(`姓名,手机\n${'张三,13812345678\n'.repeat(n)}`)

  it.each([
    ['file_empty', new Uint8Array()],
    ['file_too_large', new Uint8Array(10 * 1024 * 1024 + 1)],
    ['file_is_xls', ole('Workbook')],
    ['file_is_xls', bytes('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>')],
    ['file_is_encrypted', ole('EncryptedPackage')],
    [
      'file_is_html',
      bytes('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1</td></tr></table></html>'),
    ],
    ['file_is_html', bytes('\ufeff  <!DOCTYPE html><html></html>')],
    ['file_is_html', bytes('MIME-Version: 1.0\nContent-Type: multipart/related')],
    ['file_is_html', bytes('\ufeff<!-- 导出 --><div><table><tr><td>手机</td></tr></table></div>')],
    ['file_is_xls', bytes('<?xml version="1.0"?><Workbook><Worksheet><Table><Row/></Table></Worksheet></Workbook>')],
    ['file_is_not_a_list', bytes('%PDF-1.7')],
    ['file_is_not_a_list', zipSync({ 'word/document.xml': bytes('<w/>') })],
    ['file_damaged', list.subarray(0, list.length - 300)],
    ['file_damaged', list.subarray(0, 100)],
    ['too_many_columns', bytes(Array.from({ length: 300 }, (_, i) => `列${i}`).join(','))],
    ['too_many_columns', book(`<row r="1">${'<c><v>1</v></c>'.repeat(101)}</row>`)],
    ['too_many_rows', manyRows(21_000)],
    ['too_many_rows', book('<row><c><v>1</v></c></row>'.repeat(21_000))],
  ])('%s', (code, file) => {
    expect(refusal(file)).toBe(code)
    expect(FILE_REFUSALS[code as keyof typeof FILE_REFUSALS]).toMatch(/[，。]/)
  })

  it('refuses a zip bomb by its directory, before unpacking', () => {
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(70 * 1024 * 1024) }, { level: 9 })

    expect(bomb.length).toBeLessThan(100_000)
    expect(refusal(bomb)).toBe('file_unpacks_too_large')
  })

  it('stops a zip whose directory lies about sizes while it unpacks', () => {
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(30 * 1024 * 1024) }, { level: 9 })
    const view = new DataView(bomb.buffer, bomb.byteOffset)
    const directory = view.getUint32(bomb.length - 6, true)
    view.setUint32(directory + 24, 1000, true)

    expect(refusal(bomb)).toBe('file_unpacks_too_large')
  })

  it('takes flipped bytes for damage, never for data or a crash', () => {
    const right = JSON.stringify(readWorkbook(list))
    for (let at = 0; at < list.length; at += 19) {
      const broken = Uint8Array.from(list)
      broken[at] = (broken[at] ?? 0) ^ 0xff
      const code = refusal(broken)
      if (code === 'read') expect(JSON.stringify(readWorkbook(broken))).toBe(right)
      else expect(FILE_REFUSALS).toHaveProperty(code)
    }
  })
})
