import type { TaskChange } from '../../contract/error-details.ts'
import { clockAt } from '../time/clock.ts'

/** Why a change could not be applied when it came at last. */
interface Refusal {
  code: string
  message: string
  changes?: readonly TaskChange[] | undefined
}

/** `done`: it stands. `settled`: others had done what it was for. `open`: somebody has to look. */
type LateState = 'done' | 'settled' | 'open'

/** The work is done or needs nobody any more; what came too late is no mistake of whoever did it. */
const OVER = new Set(['task_closed', 'already_recorded', 'record_not_current', 'batch_not_open', 'purged'])

/** Somebody else worked on the task meanwhile. */
const OTHERS = new Set(['task_changed', 'task_held'])

/** What became of a change that had waited on the phone, in one line that says what is, not what failed. */
export function lateChangeWords(label: string, refusal: Refusal | null): { state: LateState; text: string } {
  if (refusal === null) return { state: 'done', text: `已补发：${label}` }
  const { code, message } = refusal
  const [last] = refusal.changes?.slice(-1) ?? []
  const who = last ? `${last.by ?? '系统'} ${clockAt(last.at)} ${last.text}` : null
  if (OVER.has(code)) return { state: 'settled', text: `${label} 不用再记：${who ?? message}` }
  if (OTHERS.has(code)) return { state: 'open', text: `${label} 晚了一步：${who ?? message}，请看一眼` }
  return { state: 'open', text: `${label} 没有记上：${message}` }
}
