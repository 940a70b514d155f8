import { MINUTE_MS } from '../time/lengths.ts'
import { localWords } from '../time/texts.ts'
import { matchRate, rateText } from '../tasks/match-rate.ts'

export interface BatchCounts {
  name: string
  status: 'open' | 'closed' | 'rolled_back'
  deadlineAt: string | null
  rows: number
  rejected: number
  tasks: number
  recorded: number
  matched: number
  exempt: number
}

/** The line that answers 「名单怎么还没报」: how far a list is and how much time is left. */
export function batchStatusLine(batch: BatchCounts, now: number): string {
  const { name, rows, rejected, tasks, recorded, matched, exempt } = batch
  const rate = matchRate({ tasks, exempt, matched })
  const done = rate === null ? '' : `，匹配率 ${rateText(rate)}（${matched}/${tasks - exempt}）`
  const came = `收到 ${rows} 行${rejected > 0 ? `（退回 ${rejected}）` : ''}`
  return `【${name}】${came}，任务 ${tasks}，已录入 ${recorded}${done}，${timeWords(batch, now)}（${localWords(now)}）`
}

function timeWords({ status, deadlineAt }: BatchCounts, now: number): string {
  if (status !== 'open') return status === 'closed' ? '已结束' : '已撤回'
  if (deadlineAt === null) return '未定截止'
  const left = Date.parse(deadlineAt) - now
  const latest = `最迟 ${deadlineWords(Date.parse(deadlineAt))}`
  return left < 0 ? `已超时 ${durationWords(-left)}，${latest}` : `还剩 ${durationWords(left)}，${latest}`
}

/** A deadline at midnight is said of the day it ends: 5月21日 24:00. */
function deadlineWords(ms: number): string {
  const words = localWords(ms)
  return words.endsWith(' 00:00') ? localWords(ms - MINUTE_MS).replace(/23:59$/, '24:00') : words
}

function durationWords(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS)
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const rest = minutes % 60
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 小时` : `${days} 天`
  if (hours > 0) return rest > 0 ? `${hours} 小时 ${rest} 分` : `${hours} 小时`
  return `${rest} 分`
}
