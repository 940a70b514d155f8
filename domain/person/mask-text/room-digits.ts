import type { Folded } from './fold.ts'

/** What stands behind a number that counts or dates: 7栋5月, 3栋2人, 2号楼48小时, 2房1厅. */
const COUNTS = /^(?:[月日时点天次人针检岁分年个例份条小场台]|号(?!房)|[室房户]\d?厅)/
const DASH = /^\s*[-‐‑‒–—―−_#·~]\s*$/
const DIGIT = /[0-9十百]/

interface Group {
  readonly mark: string
  length: number
}

/**
 * How many digits from here on can be a room: one group (1903), groups joined by dashes (7-2-1903), or single digits split by
 * anything (5.0.2). 0 for none, for days (2022-05-19, 5/19) and for what is counted.
 */
export function digitsFrom(folded: Folded, first: number): number {
  const groups = groupsFrom(folded, first)
  const [head] = groups
  if (!head) return 0
  const year = /^(?:19|20)\d\d/.test(folded.figures.slice(first)) && head.length === 4
  if (year && DASH.test(groups[1]?.mark ?? '')) return 0
  const taken = leading(groups)
  const [second] = groups.slice(taken)
  if (second && /^[/:.]$/.test(second.mark.trim()) && head.length < 3) return 0
  const length = sum(groups.slice(0, taken))
  return COUNTS.test(folded.figures.slice(first + length, first + length + 4)) ? 0 : length
}

/** How many digits that end here can be a room: 502, 5-0-2. */
export function digitsBefore(folded: Folded, end: number): number {
  let first = end
  while (first > 0 && end - first < 12 && DIGIT.test(folded.figures.charAt(first - 1))) first -= 1
  const groups = groupsFrom(folded, first)
  const last = groups.at(-1)
  if (!last) return 0
  if (last.length > 1) return Math.min(last.length, 5)
  const single = groups.reverse().findIndex(({ length }) => length > 1)
  return Math.min(sum(single < 0 ? groups : groups.slice(0, single)), 5)
}

function groupsFrom({ figures, gaps }: Folded, first: number): Group[] {
  const groups: Group[] = []
  for (let i = first; DIGIT.test(figures.charAt(i)); i += 1) {
    const mark = gaps[i] ?? ''
    const group = groups.at(-1)
    if (group === undefined || mark !== '') groups.push({ mark, length: 1 })
    else group.length += 1
  }
  return groups
}

/** How many groups belong together. */
function leading(groups: readonly Group[]): number {
  const many = groups.findIndex(({ length }) => length > 1)
  const singles = many < 0 ? groups.length : many
  if (singles > 2) return singles
  const dashed = groups.findIndex(({ mark }, i) => i > 0 && !DASH.test(mark))
  return dashed < 0 ? groups.length : Math.max(dashed, singles > 1 && groups[1]?.mark.trim() === '' ? singles : 1)
}

const sum = (groups: readonly Group[]) => groups.reduce((total, { length }) => total + length, 0)
