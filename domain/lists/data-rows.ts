import { readPhones } from '../person/phone.ts'
import type { Column } from './choose-columns.ts'
import { looksLikeName } from './column-profile.ts'
import type { Header } from './find-header.ts'
import { cellText, spreadDown, squeeze, type Cell, type Grid } from './grid.ts'

/** One row of data; `row` is the number a person sees in Excel. */
export type DataRow = { readonly row: number; readonly cells: readonly Cell[] }

const NOTE =
  /^(?:注|备注|说明|附注|附|填表说明|填报说明|填写说明|注意|温馨提示|提示|要求)(?:[:：]|\d|事项|$)|^(?:注|备注|说明)[^\u4e00-\u9fff]/
const TOTAL = /^(?:合计|总计|小计|共计|总数|总人数|合计人数|本页小计|累计|总共|共)(?:[:：\d人（(].*)?$/
const FOOTER =
  /^(?:填表|填报|审核|制表|审批|报送|统计|经办|联系|负责|校对|复核|录入|签发|主要负责|分管)(?:人|单位|员|部门|领导|人员)?(?:签字|签名|电话|\(签字\)|\(签名\))?(?:[:：]|$)|^(?:日期|时间|联系电话|电话|单位|填表日期|制表日期|填报日期|填报时间|制表时间)[:：]|盖章/

/** Notes, totals and footers by their first words. */
function speaksOfTheList(texts: readonly string[]): boolean {
  const words = texts.slice(0, 3).map(squeeze)
  const first = words[0] ?? ''
  return (NOTE.test(first) && texts.length <= 3) || words.some(text => TOTAL.test(text)) || FOOTER.test(first)
}

/** The header printed again at the top of a page. */
function repeatsHeader(row: readonly Cell[], headers: readonly string[]): boolean {
  let filled = 0
  let same = 0
  row.forEach((cell, c) => {
    const text = cellText(cell)
    if (text === '') return
    filled++
    if (text === headers[c]) same++
  })
  return same >= 2 && same * 2 > filled
}

function isMergedAcross(grid: Grid, row: number): boolean {
  return grid.merges.some(merge => row >= merge.top && row <= merge.bottom && merge.right > merge.left)
}

/** 第一网格, 兰花小区, 3号楼, 人员名单: the title of a section. */
const SECTION =
  /[区街道镇乡村路栋幢楼室组园苑院号批次班队格单表员类别年月日]$|^[(（]?[一二三四五六七八九十\d]+[)）、.]|^第.{1,3}[^\u4e00-\u9fff]?|社区|小区|网格|单位|名单|人员|情况/

/** A name no surname list has to know: 次仁卓玛, 代青塔娜, Maria Santos. */
function mayBeName(text: string): boolean {
  if (looksLikeName(text)) return true
  if (/^[a-z][a-z'.-]*(?:\s+[a-z][a-z'.-]*){1,4}$/i.test(text)) return true
  return /^[\u3400-\u9fff·•]{2,15}$/.test(text) && !SECTION.test(text)
}

/** A single filled cell is the title of a section, unless it is a number to ring or a person's name. */
function isLonelyData(grid: Grid, index: number, cells: readonly Cell[], columns: readonly Column[]): boolean {
  if (isMergedAcross(grid, index)) return false
  return columns.some(({ index: c, field }) => {
    const text = cellText(cells[c])
    if (text === '') return false
    if (field === 'phone') return readPhones(text).phones.length > 0
    return field === 'name' && mayBeName(text)
  })
}

/** The rows of a sheet that hold residents: no notes, totals, footers, sections, repeated headers, empty or numbered-only rows. */
export function dataRows(grid: Grid, header: Header, columns: readonly Column[]): DataRow[] {
  const spread = spreadDown(grid, header.dataFrom)
  const kept: DataRow[] = []
  for (let r = header.dataFrom; r < spread.length; r++) {
    const own = grid.rows[r] ?? []
    const cells = spread[r] ?? []
    if (isData({ grid, headers: header.texts, columns }, r, own, cells)) kept.push({ row: r + 1, cells })
  }
  return kept
}

type Sheet = { readonly grid: Grid; readonly headers: readonly string[]; readonly columns: readonly Column[] }

function isData({ grid, headers, columns }: Sheet, r: number, own: readonly Cell[], cells: readonly Cell[]): boolean {
  const texts = own.map(cellText).filter(text => text !== '')
  if (texts.length === 0) return false
  const phoneThere = columns.some(({ index, field }) => field === 'phone' && readPhones(cells[index]).phones.length > 0)
  if (speaksOfTheList(texts) && !(phoneThere && texts.length > 3)) return false
  if (repeatsHeader(own, headers)) return false
  const facts = columns.filter(({ index, field }) => field !== 'ignore' && cellText(cells[index]) !== '').length
  if (facts === 0) return false
  const filled = cells.filter(cell => cellText(cell) !== '').length
  return filled > 1 || isLonelyData(grid, r, cells, columns)
}
