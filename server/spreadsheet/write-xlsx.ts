import { strToU8, zipSync } from 'fflate'
import { withoutControls } from './xml.ts'
import { serialOf } from '../../domain/time/serials.ts'

/** A cell to write. Text is written as text whatever it begins with, so a name such as `=1+1` never becomes a formula. */
export type OutCell = string | number | null | { readonly day: string; readonly time?: string | undefined }

export type OutSheet = {
  readonly name: string
  readonly rows: readonly (readonly OutCell[])[]
  /** Ranges such as `A1:F1`. */
  readonly merges?: readonly string[]
  /** Column widths in characters. */
  readonly widths?: readonly number[]
}

const escape = (text: string) =>
  withoutControls(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

function letters(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : letters(Math.floor(index / 26) - 1) + letters(index % 26)
}

const STYLE = { text: 1, day: 2, dayTime: 3 } as const

function cellXml(cell: OutCell, reference: string): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`
  if (typeof cell === 'string') {
    return `<c r="${reference}" s="${STYLE.text}" t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`
  }
  const style = cell.time === undefined ? STYLE.day : STYLE.dayTime
  return `<c r="${reference}" s="${style}"><v>${serialOf(cell.time === undefined ? cell.day : `${cell.day}T${cell.time}`)}</v></c>`
}

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

function sheetXml({ rows, merges = [], widths = [] }: OutSheet): string {
  const columns = widths
    .map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
    .join('')
  const data = rows.map((cells, r) => {
    const written = cells.map((cell, c) => cellXml(cell, `${letters(c)}${r + 1}`)).join('')
    return `<row r="${r + 1}">${written}</row>`
  })
  const merged = merges.map(ref => `<mergeCell ref="${ref}"/>`).join('')
  return [
    `${HEAD}<worksheet xmlns="${NAMESPACE}">`,
    columns && `<cols>${columns}</cols>`,
    `<sheetData>${data.join('')}</sheetData>`,
    merged && `<mergeCells count="${merges.length}">${merged}</mergeCells>`,
    '</worksheet>',
  ].join('')
}

const STYLES = `${HEAD}<styleSheet xmlns="${NAMESPACE}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy/m/d\\ h:mm"/></numFmts><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`

function workbookXml(sheets: readonly OutSheet[]): string {
  const tabs = sheets
    .map(({ name }, i) => `<sheet name="${escape(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('')
  return `${HEAD}<workbook xmlns="${NAMESPACE}" xmlns:r="${RELATIONS}"><sheets>${tabs}</sheets></workbook>`
}

function relationsXml(targets: readonly (readonly [string, string])[]): string {
  const all = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  )
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
}

function contentTypes(count: number): string {
  const type = (part: string, kind: string) =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`
  const sheets = Array.from({ length: count }, (_, i) => type(`/xl/worksheets/sheet${i + 1}.xml`, 'worksheet')).join('')
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('/xl/workbook.xml', 'sheet.main')}${type('/xl/styles.xml', 'styles')}${sheets}</Types>`
}

/** Time stamps inside the zip are fixed, so the same sheets give the same bytes. */
const ZIP_TIME = '2022-01-01T00:00:00Z'

/** Writes sheets as .xlsx bytes. */
export function writeXlsx(sheets: readonly OutSheet[]): Uint8Array {
  const targets = sheets.map((_, i) => ['worksheet', `worksheets/sheet${i + 1}.xml`] as const)
  const files: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': relationsXml([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookXml(sheets),
    'xl/_rels/workbook.xml.rels': relationsXml([...targets, ['styles', 'styles.xml']]),
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)])),
  }
  const packed = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const)
  return zipSync(Object.fromEntries(packed), { level: 6, mtime: ZIP_TIME })
}
