import type { Transport } from '../../../contract/report-fields.ts'
import { readNumeral } from '../chat/numerals.ts'
import { CLASS, type WordClass } from './classes.ts'
import type { TokenValue } from './tokens.ts'

/** A shape of words or digits, and what it is. */
export interface Shape {
  readonly is: WordClass
  readonly pattern: RegExp
  /** A text without any of these has no such shape: most are ruled out by a look for a character. */
  readonly holds: readonly string[]
  readonly value?: (words: RegExpExecArray) => TokenValue
}

const NUMERAL = '(?:\\d{1,3}|[一二两三四五六七八九十几半]{1,3})'
const CLOCK =
  /\d{1,2}[:：]\d{2}(?::\d{2})?(?!\d)|\d{1,2}点(?:钟|半|一刻|多|\d{1,2}分?)?(?:左右|多|前后)?|\d{1,2}时(?:\d{1,2}分|许|左右)?(?!间|候|段|长)/g
/** 48小时内, 3分钟, 36.5度, 5岁: a measure, no day. */
const MEASURE = new RegExp(
  `(?:\\d{1,4}(?:\\.\\d{1,2})?|[一二两三四五六七八九十几半]{1,3})(?:个)?(?:多)?(?:小时|钟头|h(?![a-z])|H(?![A-Za-z])|天|个月|月(?!\\d)|年(?!\\d)|周(?![一二三四五六日])|星期(?![一二三四五六日天])|分钟|秒钟?|周?岁|公里|块钱?|元|度|℃|级|米|斤|平|台|辆|份|条|遍|轮|层|口人?|户|家人?|个人|人|名|位|个)(?:多|以?内|左右)?`,
  'gi',
)
const CHECKS = /[两三四五六七2-7]天[一两二三四五1-5][检次测]/g
const TIMES = new RegExp(`(${NUMERAL})(?:多)?次(?!性)(?:核酸)?`, 'g')
const DOSE =
  /疫苗[:： ]?[1-4](?![\d.月针剂天日号次])|(?:第 ?|最后)?[一二两三四五0-5] ?(?:针|剂次?)(?:次)?(?:疫苗)?|加强(?:针|剂)?|全程接种|全程免疫|(?:还|都|暂)?(?:未|没有?)(?:接种|打)(?:过)?(?:新冠)?疫苗|未接种|没接种|没打过?针|(?:一针|1针)(?:都|也)?没(?:有)?(?:打|接种)?|零针|没打$|没打(?=[;；。\n,，| ])/g
export const VEHICLE_NO =
  /(?:[GDCZTKYS]\d{2,4}|[GDCZTK]\d(?=次)|(?:[A-Z]{2}|\d[A-Z]|[A-Z]\d) ?\d{3,4})(?:次(?:列车|高铁|动车)?|航班|次航班)?(?![A-Za-z0-9])/gi
const SEAT =
  /\d{1,2}车(?:厢)?\d{1,2}[A-Fa-f]?(?:号|座)?|\d{1,2}号?车厢|\d{1,2}[A-F]座(?![A-Za-z0-9])|座位(?:号)?[:： ]?\d{1,2}[A-F]?/g
/** 今晚三个：, 今晚跟了, 5月22日晚反馈: the day of a list, not of anything told. */
const DAY_OF_LIST =
  /(?:今[天日晚早]|昨[天晚]|\d{1,2}月\d{1,2}[日号]晚?)(?:上)?(?:我这边|剩下?|还剩|跟了?|这批|这|名单|的名单|新增|反馈|汇总|重点人员|流调|核查|第\d页)*(?:这批|名单|[一二两三四五六七八九十\d]+(?:个|位|人|条)(?!月)|反馈|汇总|重点人员|结果接龙|跟了|跟)(?![天月])/g
/** 是否接通：是, 是否去过风险区：否: a question of a form and its answer, told by other words as well. */
const FORM_QUESTION =
  /是否(?:接通|接听|为?本人|人机相符|人机一致|配合|联系上|(?:去|到)过(?:中?高?)?风险(?:区|地区)?|有症状|发热|发烧|隔离|密接|已?告知)[\]】:：| ]*(?:是|否|有|无)?/g
const AT_HOME_QUESTION = /是否(?:还|仍|目前)?在(?:囻|本社区|社区)[\]】:：| ]*是/g
/** 再居家三天到27号 */
const PERIOD_END = /(?:居家|隔离|监测|观察|管控|封控|监测期)[^,，。;；\n\d阴阳]{0,6}?[到至](?=\d)/g
/** 核查时间：2022年3月12日19:40 */
const TIME_OF_REPORT =
  /(?:核查|填报|上报|登记|反馈|报告|拨打|上门|赋码|赋红码|赋黄码|出生|录入|派单|接单)(?:时间|日期)?[:：] ?(?:\d{4}[年./-])?\d{1,2}[月./-]\d{1,2}[日号]? ?(?:\d{1,2}:\d{2}(?::\d{2})?)?/g
/** 日报（7月27日） */
const DAY_OF_REPORT = /(?:日报|名单|汇总|统计|反馈|台账|登记|情况|一览|更新)[( ]{0,2}\d{1,2}月\d{1,2}[日号]?晚?\)?/g
/** 昨天发的表, 昨晚写的: what a colleague did. */
const OWN_DAY = /(?:昨[天晚]|今[天早晚]|刚才|前面|前天)(?:我|上午|下午|晚上)?(?:写|发|报|录|填|传|登记)(?:了|的|过)?/g
const FAMILY_OF = /\p{Script=Han}家(?:[一二两三四五六]口人?|人)/gu
/** 1. at the start of a line, 第3页第3个 */
const LIST_NUMBER =
  /(?:^|\n)(?:\(?\d{1,3}[.、)](?!\d{1,2}(?:\D|$))|\d{1,2} (?=\|))|第\d{1,3}(?:页|个|条|位|户|行|批|组)/g
/** 在小区采样点做, 学校统一采: where a test was made. */
const WHERE_TESTED =
  /(?:在|去|到|都在)[^,，。;；:\n\d|]{0,8}?(?:采样点|检测点|核酸点|采样亭|医院|社康|学校|校医室|公司|单位|厂里?|厂区|酒店|小区|社区|大堂|门口|楼下|村口|村委|隔离点|广场|公园|当地)(?:里|门口|大堂|统一)?(?=[^,，。;；\n]{0,3}(?:做|检|测|采))/g
/** 九年级3班, 二（4）班, 3车间, 5组, B12档, 3号宿舍楼: where somebody belongs. */
const GROUP_NUMBER =
  /(?:[一二三四五六七八九高初大小]{1,2}年?级?)?[( ]?\d{1,2}[)]?(?:车间|班(?!车|次)|年级|组|队|号线|号机|床)|[A-Z]?\d{1,3}(?:号)?(?:档口?|铺位?|摊位?)/g
/** 前台小张, 村医老霍, 物业保安老曾: who helps, without a full name. */
const HELPER =
  /(?:物业|保安|前台|村医|护士|门卫|站长|班长|组长|主管|经理|管家|网格员|楼长|宿管|老师|队长|医生|邻居|房东|店长)+(?:老|小|阿)\p{Script=Han}/gu
/** 富源电子厂, 丽晶酒店, 鹏运出租车队: the name of a house. No word that tells anything stands before such a noun. */
const HOUSE_NAME =
  /[^\P{Script=Han}核酸检测采样做阴阳回返来去到离抵飞坐乘搭住居在从由自无没未不非否别和与跟的了说讲称是为被把让叫请要想会已刚又还再都均各每前后昨今明周月日号年点次针]{1,4}(?:酒店|宾馆|旅馆|民宿|公寓|公司|集团|[子具金衣鞋箱胶料表光]?厂|车队|车行|餐厅|饭店|超市|商行|门诊|医院|诊所|幼儿园|小学|中学|学院|驿站|工地|物流|电子厂|玩具厂|五金)(?:有限公司)?/gu
const TIMES_SIGN = /[x×*] ?\d{1,2}(?!\d)/gi

const PLATES = '粤京沪津渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵青藏川宁琼'
/** 粤B12345 */
const PLATE = new RegExp(`[${PLATES}] ?[A-Z][· ]?[A-Z0-9]{4,6}`, 'g')

/** Ways to travel, each with its words. */
const CARRIERS: readonly (readonly [Transport, string])[] = [
  ['self_drive', '自驾车?|驾车|自己开车?|自己驾车|开车|开私家车|私家车|自行驾车|自行开车|自己车'],
  [
    'ride',
    '网约车|出租车|顺风车|滴滴|打车|的士|拼车|包车|(?:坐|搭|乘)?(?:老乡|朋友|同事|老板|亲戚|别人|家人|老公|老婆|儿子|女儿|孙子|孙女|女婿|哥哥|弟弟)的(?:小|私家)?车|便车',
  ],
  ['train', '高铁|动车|火车|城际|城轨|列车|绿皮车?|和谐号'],
  ['flight', '飞机|航班|坐飞机|乘飞机|飞(?=的|返|回|到|抵|来|过)'],
  ['coach', '(?:长途)?(?:大巴|客车|汽车|班车)车?|长途车|巴士|中巴'],
  ['ship', '坐船|乘船|轮渡|渡轮|客轮|游轮|轮船|船'],
  ['metro', '地铁|\\d{1,2}号线'],
  ['other', '摩托车?|电动车|电瓶车|骑车|单车|自行车|步行|走路|公交车?'],
]
const CARRIER = new RegExp(CARRIERS.map(([, words]) => `(${words})`).join('|'), 'g')

function carrierOf(words: RegExpExecArray): TokenValue {
  const transport = CARRIERS[words.slice(1).findIndex(group => group !== undefined)]?.[0]
  return transport === undefined ? {} : { transport }
}

const counted = (group: number) => (words: RegExpExecArray) => ({ count: readNumeral(words[group] ?? '') ?? 0 })
const filler = (pattern: RegExp, ...holds: string[]): Shape => ({ is: CLASS.filler, pattern, holds })

export const SHAPES: readonly Shape[] = [
  { is: CLASS.hour, pattern: CLOCK, holds: [':', '点', '时'] },
  filler(DAY_OF_LIST, '今', '昨', '月'),
  filler(FORM_QUESTION, '是否'),
  filler(TIME_OF_REPORT, ':'),
  filler(DAY_OF_REPORT, '月'),
  filler(OWN_DAY, '昨', '今', '刚', '前'),
  filler(FAMILY_OF, '家'),
  filler(WHERE_TESTED, '做', '检', '测', '采'),
  filler(GROUP_NUMBER, '车间', '班', '级', '组', '队', '号', '床', '档', '铺', '摊'),
  filler(HELPER, '老', '小', '阿'),
  filler(
    HOUSE_NAME,
    '店',
    '馆',
    '宿',
    '公',
    '集',
    '厂',
    '车',
    '厅',
    '超',
    '行',
    '诊',
    '院',
    '园',
    '学',
    '站',
    '地',
    '物',
    '五',
  ),
  filler(TIMES_SIGN, 'x', '×', '*', 'X'),
  filler(LIST_NUMBER, '.', '、', ')', '第', '|'),
  { is: CLASS.home, pattern: AT_HOME_QUESTION, holds: ['是否'] },
  { is: CLASS.period, pattern: PERIOD_END, holds: ['到', '至'] },
  filler(MEASURE, ...'时h天月年周期钟岁里块元度℃级米斤平台辆份条遍轮层口户家人名位个H'),
  {
    is: CLASS.count,
    pattern: CHECKS,
    holds: ['天'],
    value: words => ({ count: readNumeral(words[0].charAt(2)) ?? 0 }),
  },
  { is: CLASS.count, pattern: TIMES, holds: ['次'], value: counted(1) },
  { is: CLASS.dose, pattern: DOSE, holds: ['针', '剂', '加强', '全程', '疫苗', '接种', '没打'] },
  { is: CLASS.vehicleNo, pattern: VEHICLE_NO, holds: [...'GDCZTKYSABEFHIJLMNOPQRUVWXgdcztkysabefhijlmnopqruvwx'] },
  filler(SEAT, '车', '座'),
  filler(PLATE, ...PLATES),
  { is: CLASS.transport, pattern: CARRIER, holds: [...'车驾滴的铁动城列绿和飞航巴船轮线地摩行走骑'], value: carrierOf },
]
