/**
 * Rows written, or tasks asked about, at once. PostgreSQL takes at most 65,535 parameters in a statement, which is 65
 * columns of so many rows; and what is held in memory keeps its bounds.
 */
export const AT_ONCE = 1000

/** The items in their order, `AT_ONCE` in a part; none where there are none. */
export function inParts<T>(items: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let from = 0; from < items.length; from += AT_ONCE) parts.push(items.slice(from, from + AT_ONCE))
  return parts
}
