import type { ParsedList } from './parse-list.ts'

/** The same reading with those tasks linked whose number earlier lists know. No row changes its task, so the counts stay right. */
export function linkKnown(read: ParsedList, known: { has(key: string): boolean }): ParsedList {
  const linked = read.tasks.filter(task => task.linked || known.has(task.key)).length
  const rows = read.rows.map(row =>
    row.account === 'new' && row.key !== null && known.has(row.key) ? { ...row, account: 'linked' as const } : row,
  )
  const tasks = read.tasks.map(task => (known.has(task.key) ? { ...task, linked: true } : task))
  return { ...read, rows, tasks, answer: { ...read.answer, new: read.tasks.length - linked, linked } }
}
