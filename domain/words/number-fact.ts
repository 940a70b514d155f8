import type { NumberFact } from '../../contract/tasks.ts'

/** What another list knows of a number, in words that name neither who nor where; said after the time of it. */
export const NUMBER_FACT_WORDS: Readonly<Record<NumberFact['kind'], string>> = {
  answered: '已有人打通',
  gone: '已有人打过，是空号或不是本人',
  agreed: '以后才打，别的名单已说好',
}
