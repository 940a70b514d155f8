import type { TaskSummary } from '../../../contract/tasks.ts'
import { ROW_ICONS } from '../../ui/icons/icons.ts'
import { drawn, type Drawn } from '../../ui/drawn.ts'
import { rowNote, rowTime, type Words } from './task-words.ts'

export interface TaskRowDrawn {
  /** Of the task's own screen, under the router. */
  path: string
  className: string
  parts: readonly Drawn[]
}

interface Options {
  /** The list is of several units. */
  showUnit: boolean
  /** The address below which each task has its own, under the router. */
  folder?: string
}

/**
 * A row of the list: the one description of what it says and what it is made of, for `TaskRow.vue` and for the rows
 * that are drawn before Vue is there. `now` is the server's time in ms.
 */
export function taskRow(task: TaskSummary, now: number, { showUnit, folder = '/tasks' }: Options): TaskRowDrawn {
  const time = rowTime(task, now)
  const place = [showUnit ? task.unitName : '', task.address ?? '住址未登记'].filter(Boolean).join(' ')
  return {
    path: `${folder}/${task.id}`,
    className: `task-row bar-${time.tone}`,
    parts: [
      line(
        drawn('b', 'row-name cut', task.name || '姓名未登记'),
        drawn('span', 'row-tail numbers', `尾号${task.phoneTail}`),
        worded('row-time numbers', time),
      ),
      line(
        drawn('span', 'row-reason cut', task.reason),
        drawn('span', 'row-rule numbers', `${task.ruleName} ${task.testsHave}/${task.testsNeed}`),
      ),
      drawn(
        'span',
        'row-line row-quiet',
        drawn('span', 'row-place cut', place),
        worded('row-note', rowNote(task, now)),
      ),
    ],
  }
}

const line = (...parts: Drawn[]) => drawn('span', 'row-line', ...parts)

const worded = (className: string, { text, tone, icon }: Words) =>
  icon
    ? drawn('span', `${className} tone-${tone}`, iconOf(ROW_ICONS[icon]), text)
    : drawn('span', `${className} tone-${tone}`, text)

/** As `AppIcon.vue` draws it. */
const iconOf = (d: string): Drawn => ({
  tag: 'svg',
  attributes: { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
  parts: [{ tag: 'path', attributes: { d }, parts: [] }],
})
