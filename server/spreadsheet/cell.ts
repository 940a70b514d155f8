import { serialTime } from '../../domain/time/serials.ts'
import type { Cell } from '../../domain/lists/grid.ts'
import type { NumberKind } from './styles.ts'

const DAYS_1904 = 1462
const LAST_SERIAL = 2_958_465 // 9999-12-31

/** A number as it is meant: a date where the format says so, else the exact number. */
export function numberCell(number: number, kind: NumberKind, from1904: boolean): Cell {
  const serial = number + (from1904 ? DAYS_1904 : 0)
  if (kind === 'number' || serial < 0 || serial > LAST_SERIAL) return number
  if (kind === 'time' || number < 1) return serialTime(serial).slice(11, 16) || '00:00'
  return serialTime(serial)
}

export const booleanCell = (value: boolean): Cell => (value ? '是' : '否')
