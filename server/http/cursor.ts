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
  return encodeCursor(position)
}

/**
 * Reads what `writeCursor` wrote.
 * @throws DomainError `invalid_input` for anything else
 */
export function readCursor(cursor: string): Position {
  return decodeCursor(Position, cursor)
}

/** Any position as opaque text, for lists with an order of their own. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return btoa(JSON.stringify(position)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/**
 * Reads what `encodeCursor` wrote of a position of this shape.
 * @throws DomainError `invalid_input` for anything else
 */
export function decodeCursor<S extends v.GenericSchema>(shape: S, cursor: string): v.InferOutput<S> {
  const position = v.safeParse(shape, parse(cursor))
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
