import type { AccountedRow } from './collect-tasks.ts'
import type { ParsedList } from './parse-list.ts'

/** The header of the column that says which community a row belongs to; without one the list says it nowhere. */
function communityColumn({ layouts }: ParsedList, { sheet }: AccountedRow) {
  return layouts[sheet]?.columns.find(({ field }) => field === 'community')
}

/**
 * The list without the tasks that are nobody's here. Their rows are listed as rejected with the community they name, so
 * that every row still has its account and the counts add up.
 */
export function leaveOut(list: ParsedList, isOurs: (taskIndex: number) => boolean): ParsedList {
  const kept = list.tasks.filter((_, i) => isOurs(i))
  const keys = new Set(kept.map(task => task.key))
  const rows = list.rows.map((row): AccountedRow => {
    if (row.key === null || keys.has(row.key)) return row
    const column = communityColumn(list, row)
    const value = column === undefined ? '' : String(row.cells[column.index] ?? '')
    const reject = { column: column?.header ?? '社区', value, reason: 'community_not_ours' as const }
    return { ...row, account: 'rejected', key: null, reject }
  })
  const count = (account: AccountedRow['account']) => rows.filter(row => row.account === account).length
  const left = rows.flatMap(({ sheet, row, reject }) =>
    reject?.reason === 'community_not_ours' ? [{ sheet: list.layouts[sheet]?.name ?? null, row, ...reject }] : [],
  )
  const answer = {
    ...list.answer,
    new: count('new'),
    linked: count('linked'),
    merged: count('merged'),
    rejected: count('rejected'),
    rejects: [...list.answer.rejects, ...left],
    tasks: kept.length,
    subjects: kept.reduce((sum, task) => sum + task.subjects.length, 0),
  }
  return { ...list, rows, tasks: kept, answer }
}
