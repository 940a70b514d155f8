import type { Passage } from '../places.ts'

export const ANTIGEN = /抗原|抗体/

/** Stands for 结果出来了 and the like. */
const CAME = '龘'

/** 那次结果出来了都是阴 */
const RESULT_CAME =
  /(?:那次)?(?:的)?(?:结果)?(?:都|已经?|也)?出(?:来|了|结果|的)了?(?:结果)?(?=[ ,，:、]{0,2}(?:结果)?(?:也|都|均|全)?(?:是|为)?[阴阳])/g

/** 贵阳 holds a 阳 and 出来了 a 来: places and the coming of a result are covered, offsets kept. */
export function testPassage({ text, places }: Passage): string {
  const covered = places.reduce(
    (rest, { start, end }) => `${rest.slice(0, start)}${'地'.repeat(end - start)}${rest.slice(end)}`,
    text,
  )
  const direct = covered
    .replace(/\n(?=(?:结果|阴|阳|未出|没出|待出|还没出|同样阴))/g, ',')
    .replace(BESIDE_TRIP, word => ' '.repeat(word.length))
    .replace(WAY_TO_TEST, word => ' '.repeat(word.length))
  return direct.includes('出') ? direct.replace(RESULT_CAME, word => CAME.padEnd(word.length, ' ')) : direct
}

/** 返深前一天, 回来后第二天: the trip only names the day of the test. */
const BESIDE_TRIP =
  /(?:返囻|回囻|回来|到囻|抵囻|返程|返回|离开|离囻|出发|落地)(?:后|前|之前|之后|以后|以前)?的?(?=前一天|后一天|第[二三]天|次日|隔天|翌日|当天|当日|当晚)/g

/** 到采样点做, 去医院检测: the way to a test is no travel. */
const WAY_TO_TEST =
  /(?:到|去|来|回|跑到|返回)(?:了)?[^,，。;；\n\d]{0,6}?(?:采样点|检测点|核酸点|医院|社康|卫生院|门诊|机构|公园|广场|学校|公司|单位|厂|社区|楼下|小区|村口|门口)(?:里|处)?(?=[^,，。;；\n]{0,4}(?:做|检|测|采))/g
