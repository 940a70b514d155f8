import { ANTIGEN } from './test-words.ts'
import { RESULT_FIRST } from './results.ts'

/** Words around a day that name a test which was not made that day. Each rule is a family of ways to say one thing. */
interface Rule {
  readonly why: string
  readonly words: RegExp
}

/** Looked for behind the day, up to the next break. */
const BEHIND: readonly Rule[] = [
  {
    why: 'none was made: 26号没做, 20号没空做核酸, 20号忘了做',
    words:
      /(?:没有?|未|不|待)(?:能|时间|空)?(?:再|去|有)?(?:做|检|测|采|成|核酸)|没空|没时间|[做采]不[了成]|没法|忘|漏|来不及|错过|不去|拒|不肯|不愿/,
  },
  { why: 'it was asked for: 20号让他去做核酸', words: /通知|让|叫|请(?!假)|要求|提醒|督促|催|劝/ },
  {
    why: 'it is planned: 21号准备做, 22号安排上门核酸, 24点前完成',
    words:
      /想(?:去)?(?:做|检|测|采)|答应|承诺|约|安排|准备|打算|计划|(?:^|[^只主重不])要|会|需|得(?=去|做)|必须|尽快|记得|再去(?!了|过)|再[做检采](?!了|过|的|一次[阴阳])|前(?:完成|做)|(?:今晚|等下|待会|下班(?:后|了)?)(?:再)?去(?!了)/,
  },
  {
    why: 'another kind of check: 20号体检, 20号做了CT, 20号自测',
    words: /自测|体检|体温|CT|产检|安检|年检|手术|不是(?:做)?核酸|过期|无(?:核酸)?记录|没有?(?:核酸)?记录|查询/i,
  },
  {
    why: 'a stay or a code: 11.28-11.30居家健康监测, 16日黄码转绿, 31日已转运',
    words: /^(?:起|开始|当天)?(?:居家|集中|酒店)?(?:隔离|健康监测|医学观察|管控|封控|静默|解封)|[黄红绿]码|转运|弹窗/,
  },
  {
    why: 'a call: 20日打过一次没人接',
    words: /[打拨](?:了|过)?[^,，针]{0,4}[次遍]|打(?:了|过)?电话|报备|登记|没人接|无人|关机|接通|联系/,
  },
]
/** 隔离到6月17日, 隔离6.25~7.1: what stands right before the end of such a time. */
const PERIOD =
  /(?:隔离|监测|观察|管控|封控|静默)(?:酒店|点|中|在家)?(?:时间|期限?)?(?::|[: ]?(?:从|自|到|至|是|为) ?)?$/
/** The positive is somebody else: 18号接触过阳性, 20号小区有阳性, 5.19同事阳性. */
const OF_OTHERS =
  /接触|密接|次密|风险|病例|确诊|同事|邻居|室友|工友|同学|小区|楼[栋下里]|公司|有(?:人|个)?阳|出(?:现|了)(?:个|例)?阳/
/** Right before the day: 要求22日前做核酸, 已提醒22号做, 约了24号核酸. */
const BEFORE =
  /(?:拒绝|不肯做?|不愿意?做?|错过|漏做?|忘了?做?|没赶上|无|没有|通知|让|叫|要求|提醒|约了?|预约|准备|打算|计划|安排|答应|承诺|保证|需要?|等下去|会去|要|明天|明早|后天|下一?次(?:核酸|检测|采样)?)(?:了|在|于|他|她|其)*[ ]?$/

/** 没做核酸，20号…: words of testing in front of a day that say none was made, or is still to be. */
export function deniesTest(lead: string): boolean {
  return BEHIND.some(rule => rule.words.test(lead.slice(-14)))
}

/** Whether the words around a day rule a test on it out. `clause` is what follows up to the next break. */
export function rulesTestOut(lead: string, clause: string): boolean {
  const words = clause.slice(0, Math.max(0, clause.search(RESULT_FIRST)))
  const hasResult = RESULT_FIRST.test(clause) && !NOT_DONE.test(words)
  if (hasResult)
    return (
      isOfOthers(words) ||
      /^[^,，]{0,4}[和与跟](?:[一1]?[个名位])?阳性/.test(clause) ||
      /自测/.test(words) ||
      isAntigen(lead, clause)
    )
  if (BEFORE.test(lead) || endsPeriod(lead)) return true
  return isAntigen(lead, clause) || BEHIND.some(rule => rule.words.test(clause))
}

/** Whether the text right before a day makes it the end of an isolation or the like. */
export const endsPeriod = (before: string): boolean => PERIOD.test(before.slice(-12))

const NOT_DONE = BEHIND[0]?.words ?? /没做/

function isOfOthers(words: string): boolean {
  return OF_OTHERS.test(words) && !/核酸|检测|采样/.test(words)
}

/** 20号抗原阴, 抗原20号阴; a result in between closes the antigen test: 5.19抗原阴性 5.20核酸阴性 */
function isAntigen(lead: string, clause: string): boolean {
  const behind = clause.slice(0, 8)
  return (ANTIGEN.test(behind) && !/核酸/.test(behind)) || /抗[原体][^,，。;；\n核阴阳]{0,4}$/.test(lead)
}
