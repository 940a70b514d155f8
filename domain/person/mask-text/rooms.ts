import { hidden, type Folded, type Hidden } from './fold.ts'
import { digitsBefore, digitsFrom } from './room-digits.ts'

/** Behind these stands a room: 7栋1903, A座12楼B室, 3单元502, 5号楼2单元3楼. */
const BUILDING = /栋|幢|座|号楼|单元/g
const ROOM_WORD = /^(?:号房|单元|室|房|户|层|楼|梯)/
/** Behind these only what has three digits is a room: 12楼1203, 云岭花园1903, 二巷8号401. */
const ESTATE =
  /楼|层|花园|小区|苑|村|公寓|大厦|城|府|庭|里|居|阁|坊|围|家园|名都|湾|轩|邸|宿舍|[巷路街道弄村里围坊][0-9十]{1,4}号/g
const ROOM = /号房|室|房/g
const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳使领]([A-Z][A-Z0-9]{4,6}[港澳学警挂领使]?)/g

/** Rooms of anybody: estate and building stay, what is behind them does not. */
export function roomsIn(folded: Folded): Hidden[] {
  const { figures } = folded
  const found: Hidden[] = []
  const hide = (first: number, length: number) => {
    if (length > 0) found.push(hidden(folded, first, first + length - 1, '***'))
  }
  for (const { 0: word, index } of figures.matchAll(BUILDING)) {
    hide(index + word.length, roomLength(folded, index + word.length))
  }
  for (const { 0: word, index } of figures.matchAll(ESTATE)) {
    const length = digitsFrom(folded, index + word.length)
    if (length > 2) hide(index + word.length, length)
  }
  for (const { 0: word, index } of figures.matchAll(ROOM)) {
    const length = /^[间厅颤]/.test(figures.slice(index + word.length)) ? 0 : digitsBefore(folded, index)
    if (length > 1) hide(index - length, length)
  }
  return found
}

/** Plates of cars. A train or a flight is none. */
export function platesIn(folded: Folded): Hidden[] {
  const found: Hidden[] = []
  for (const { 0: whole, 1: plate = '', index } of folded.figures.matchAll(PLATE)) {
    if (plate.replace(/\D/g, '').length < 2) continue
    found.push(hidden(folded, index + 2, index + whole.length - 1, '****'))
  }
  return found
}

/** How much behind a building leads to a room: 1903, 2单元304, 12楼B室; 0 where a count or a day follows. */
function roomLength(folded: Folded, first: number): number {
  const { figures } = folded
  let end = first
  for (;;) {
    let at = end
    if (/^[A-Z](?:\d|号房|室|房)/.test(figures.slice(at, at + 3))) at += 1
    const digits = digitsFrom(folded, at)
    at += digits
    if (digits > 0 && /^[A-Z](?![A-Z])/.test(figures.slice(at, at + 2))) at += 1
    if (at === end) return end - first
    const word = ROOM_WORD.exec(figures.slice(at, at + 2))?.[0] ?? ''
    end = at + word.length
    if (word === '') return end - first
  }
}
