import { matchesOf } from '../fold/matches.ts'
import { slice, trimmed, type Folded } from '../fold/folded.ts'

/** Signs that part cells, the surer ones first. */
const SEPARATORS: readonly RegExp[] = [
  /\t/g,
  / ?\| ?/g,
  / ?[\ue001-\ue014] ?/g,
  / ?[,，] ?/g,
  / ?\/ ?(?!\d{1,2}(?!\d))/g,
  / ?[-—] ?(?!\d{1,2}(?!\d))/g,
  / ?\/ ?/g,
  / ?[-—] ?/g,
  / ?\+ ?/g,
  / ?、 ?/g,
  / {2,}/g,
  / /g,
]

/** 1. 1、 1) (1) in front of a row. */
const ROW_NUMBER = /^(?:\(?\d{1,3}[.、)](?!\d{1,2}(?:\D|$)) ?)/

/** A line cut at one kind of sign; a sign in front of the first cell makes no cell. */
function cut(line: Folded, separator: RegExp): Folded[] {
  const cells: Folded[] = []
  let from = 0
  for (const match of matchesOf(line.text, separator)) {
    if (match.index > 0 || separator === SEPARATORS[0]) cells.push(trimmed(slice(line, from, match.index)))
    from = match.index + match[0].length
  }
  return [...cells, trimmed(slice(line, from))]
}

/** Every way to cut a line into at least `least` cells, at the surest `signs` kinds of sign. */
export function waysToCut(line: Folded, least: number, signs = SEPARATORS.length): Folded[][] {
  const row = ROW_NUMBER.exec(line.text)?.[0] ?? ''
  const rest = slice(line, row.length)
  return SEPARATORS.slice(0, signs)
    .map(separator => cut(rest, separator))
    .filter(cells => cells.length >= least)
}

/** The way that gives as many cells as there are columns; an empty last cell may be missing. */
export function cutInto(line: Folded, columns: number, signs?: number): Folded[] | null {
  const ways = waysToCut(line, 2, signs)
  return ways.find(cells => cells.length === columns) ?? ways.find(cells => cells.length === columns - 1) ?? null
}
