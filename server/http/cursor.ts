import * as v from 'valibot'
import { Id, Instant } from '../../contract/common.ts'
import { DomainError } from '../errors.ts'

const Rank = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9))

/** Rank, time and id of the last row of a page: the order every list pages by. */
const Position = v.tuple([Rank, Instant, Id])
export type Position = v.InferOutput<typeof Position>

/** The position of a page's last row, opaque to the phone. */
export function writeCursor(rank: number, at: Date, id: string): string {
  const position: Position = [rank, at.toISOString(), id]
  return btoa(JSON.stringify(position)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/**
 * Reads what `writeCursor` wrote.
 * @throws DomainError `invalid_input` for anything else
 */
export function readCursor(cursor: string): Position {
  const position = v.safeParse(Position, parse(cursor))
  if (!position.success)
    throw new DomainError('invalid_input', { fields: [{ path: 'after', problem: 'no such page' }] })
  return position.output
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))
  } catch {
    return null
  }
}
