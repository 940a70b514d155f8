import { STUCK_PLACES, type StuckPlace, type UnitProgress } from '../../contract/progress.ts'
import { TO_DO_PLACES } from '../progress/forecast.ts'
import { rateText } from '../tasks/match-rate.ts'
import { clockAt, dayAt } from '../time/clock.ts'
import { monthDayWords } from '../time/days.ts'
import { HOUR_MS, MINUTE_MS } from '../time/lengths.ts'
import { byNeed } from '../units/by-need.ts'
import { STUCK_LABEL } from '../words/stuck-place.ts'
import { splitLines } from './split-lines.ts'

/** What a bulletin keeps of its numbers, so that the next one can say what changed. */
export type BulletinCounts = Pick<UnitProgress, 'recorded' | 'matched' | 'toDo'>

export interface BulletinFacts {
  readonly unit: UnitProgress
  /** The units right below it. */
  readonly below: readonly UnitProgress[]
  readonly before: { readonly at: number; readonly counts: BulletinCounts } | null
  readonly now: number
}

/** The text for the group, as messages within WeCom's limit. Counts and units only: nothing of residents, no person's name. */
export function writeBulletin({ unit, below, before, now }: BulletinFacts): string[] {
  const title = `【${unit.name} 进度通报】`
  const lines = [
    `${title}${monthDayWords(dayAt(now))} ${clockAt(now)}`,
    `任务 ${unit.tasks}，匹配 ${rateOf(unit)}`,
    ...(unit.toDo === 0 ? ['手上的都做完了，辛苦大家。'] : [`还要做 ${unit.toDo}：${standing(unit, TO_DO_PLACES)}`]),
    ...(unit.open > unit.toDo ? [`另外 ${unit.open - unit.toDo}：${standing(unit, OTHER_PLACES)}`] : []),
    ...(before === null ? [] : [`比 ${clockAt(before.at)}：${changes(unit, before.counts)}`]),
    ...forecast(unit, now),
    ...(below.length > 0 ? ['单位 还要做｜匹配率｜等得最久的'] : []),
    ...byNeed(below.filter(({ tasks }) => tasks > 0)).map(one => unitLine(one, now)),
  ]
  return splitLines(lines, part => `${title}续 ${part}`)
}

const OTHER_PLACES = STUCK_PLACES.filter(place => !(TO_DO_PLACES as readonly StuckPlace[]).includes(place))

const rateOf = (unit: UnitProgress) =>
  `${rateText(unit.matchRate)}（${unit.matched}/${unit.tasks - unit.exempt}${unit.exempt > 0 ? `，不计 ${unit.exempt}` : ''}）`

const standing = ({ stuck }: UnitProgress, places: readonly StuckPlace[]) =>
  places
    .filter(place => stuck[place] > 0)
    .map(place => `${STUCK_LABEL[place]} ${stuck[place]}`)
    .join('、')

function changes(unit: BulletinCounts, before: BulletinCounts): string {
  const moved = [
    ['录入', unit.recorded - before.recorded],
    ['匹配', unit.matched - before.matched],
    ['还要做', unit.toDo - before.toDo],
  ] as const
  const told = moved.filter(([, by]) => by !== 0).map(([word, by]) => `${word} ${by > 0 ? '+' : '−'}${Math.abs(by)}`)
  return told.length === 0 ? '没有变化' : told.join('，')
}

function forecast({ toDo, forecastAt }: UnitProgress, now: number): string[] {
  if (toDo === 0) return []
  if (forecastAt === null) return ['近一小时没有录入，估不出几点做完']
  const at = Date.parse(forecastAt)
  const day = dayAt(at) === dayAt(now) ? '' : monthDayWords(dayAt(at))
  return [`照这一小时的速度，约 ${day}${clockAt(at)} 做完`]
}

function unitLine(unit: UnitProgress, now: number): string {
  const { oldest } = unit
  const reason = oldest === null ? '' : `｜${STUCK_LABEL[oldest.place]} ${ageWords(now - Date.parse(oldest.since))}`
  const left = unit.toDo === 0 ? '做完了' : unit.toDo
  return `${unit.name} ${left}｜${rateOf(unit)}${reason}`
}

function ageWords(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS))
  return minutes < 60 ? `${minutes} 分` : `${Math.floor(ms / HOUR_MS)} 小时`
}
