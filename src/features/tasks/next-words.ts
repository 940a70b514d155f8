import type { NextTask } from '../../../contract/tasks.ts'
import { moment } from '../../ui/time.ts'

type Empty = Extract<NextTask, { found: false }>

const WHY: Readonly<Record<Empty['why'], string>> = {
  done: '都打完了，歇一会儿',
  held: '剩下的同事正在打',
  skipped: '只剩刚跳过的这一位',
  too_early: '都打完了',
  rung: '都打完了',
  known: '都打完了',
  quiet_hours: '22:00 到 8:00 不打扰居民',
}

/** Why nothing is offered, and when there is again: 都打完了，下一批 08:05. */
export const emptyWords = ({ why, nextAt }: Empty, now: number): string =>
  nextAt === null ? WHY[why] : `${WHY[why]}，${nextWords(nextAt, now)}`

/** 下一批 08:05 */
export const nextWords = (at: string, now: number): string => `下一批 ${moment(at, now)}`
