import { findOutcomes } from '../facts/outcome.ts'

/** Whether words between two names tell no fact: 9208、3846都没人接 shares the result, 张三、李四 the trip. */
export function saysNothing(words: string): boolean {
  return (
    findOutcomes(words).length === 0 &&
    !/[\d阴阳]|接|关机|空号|停机|占线|挂|拒|打通|通了|通话|人机|核酸|回|返|住|离|途|路过|做|检|未|没(?!有手机)|在|疫苗|针|同上|配合|转移|提醒|信箱|服务区/.test(
      words.replace(/无手机|没有手机|没手机|\d{1,2}[.、:)] ?|在一起|一起|同事|工地/g, ''),
    )
  )
}
