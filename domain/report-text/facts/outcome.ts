import { matchesOf } from '../fold/matches.ts'
import type { Outcome } from '../../../contract/report-fields.ts'

export interface OutcomeMention {
  readonly start: number
  readonly end: number
  readonly outcome: Outcome
}

/** Words of each result; of words that start at the same place the one listed first counts, so the longer come first. */
const WORDS: readonly (readonly [Outcome, string])[] = [
  [
    'wrong_person',
    '人机(?:信息)?不(?:符|一致|匹配)|(?:号码|人号|机主)不符|是否(?:为|是)?(?:人机相符|本人)[\\]】:| ]*(?:否|不是)|非(?:机主)?本人|(?:并|都)?不是(?:机主|他|她|其)?(?:本人|机主|他|她|这个人)|人不是(?:他|她)|不是(?:[\\p{Script=Han}]{2,4}|\\|)本人|不姓|打错(?:电话)?了|(?:说|称)打错|不认识|查无此人|没有?(?:[\\p{Script=Han}]{2,4}|\\|)?这个?人|无此人|(?:机主|号主|主人)(?:已经?)?换(?:人|了)|机主不是|不叫(?!我)|找错人|号码(?:已经?)?(?:给|换|卖|送|转)(?:了)?(?:别人|父母|他人|人|爸|妈|家人|儿子|女儿|老婆|老公)?(?:在)?(?:用|了)|给(?:父母|别人|他人|家人|爸妈|爸爸|妈妈|儿子|女儿|老人|孩子)[^,，。\\s]{0,2}用|(?:哥哥?|姐姐?|弟弟?|妹妹?|父亲|母亲|爸爸?|妈妈?|父母|公公|婆婆|老婆|老公|妻子|丈夫|儿子|女儿|亲戚|朋友|同事|别人|他人|家人|员工|前任|表[哥弟姐妹])在(?:使)?用|(?:公司|单位|店里)(?:的)?(?:座机|用的|公用|前台|总机)|(?:房东|中介|前台|陌生人)接的|新机主|刚办的?号|换号了|换了号|二手号|刚办半年|公用电话|是(?:他|她|其|机主)?的?(?:哥哥?|姐姐?|弟弟?|妹妹?|父亲|母亲|爸爸?|妈妈?|老婆|老公|妻子|丈夫|儿子|女儿|亲戚|朋友|同事|别人)的(?:号码?|手机号?|电话)',
  ],
  [
    'invalid_number',
    '空号|停机|欠费|号码(?:不存在|有误|错误|不对|无效|是?错的?)|号码(?:是|有|本身)*问题|位不对|错号|销号|停用|号码(?:是|为)空|(?:已)?注销|暂停服务|(?:号码)?[少多缺](?:了)?(?:一|1|两|2|几)(?:个数字|位)|位数不[对够]|号码不全|不足11位|不存在',
  ],
  [
    'unreachable',
    '(?:暂时)?(?:无法|不能|未能)(?:接通|拨通|联系|接听)|不在服务区|呼叫转移|呼转|来电提醒|语音信箱|转语音|语音留言|打不通|接不通|拨不通|联系不上|来电助手|小秘书|秘书台|限制呼[入叫]|呼[入叫](?:受限|限制)|(?:没|无)信号|信号不好|不在服务',
  ],
  ['powered_off', '关机|关了机|关着机|手机关着'],
  ['busy', '占线|(?:正在)?通话中|正在通话|忙线|忙音|(?:用户|电话|线路|号码|对方)?(?:正|一直|都)忙|在忙线|在通话'],
  [
    'refused',
    '拒绝(?:配合|回答|提供|透露|告知|说明|沟通|核查|登记|[^接,，。\\s]{0,4})|拒不|不(?:予|愿意?|肯|想|太|大)?(?:再)?配合|不(?:愿意?|肯|想)再?(?:讲|说|回答|透露|提供|告知|听|报|多说)|什么都不(?:说|肯)|不说(?=$|[ ,，。;；\\n])|侵犯隐私|[谩辱]骂|骂(?:人|了|我|我们|骂|完|街)|辱骂|破口|爆粗|粗口|态度(?:恶劣|很差|差|不好|强硬)|有病|神经病|(?:是|当)(?:成)?(?:骗子|诈骗)|(?:说|要|就)投诉|恶劣',
  ],
  [
    'hung_up',
    '(?:直接|马上|立马|立刻|秒|就|被|又|给)?挂(?:断|掉|机|我|电话|了|线)|就挂|被挂|秒挂|拒接|拒绝接听|拒听|按掉|按断|按了|掐[断掉了]|就断了|断了(?:线)?|断线',
  ],
  [
    'no_answer',
    '无人(?:接听?|应答|听)|(?:没|没有)人(?:接听?|应答?|听)|(?:未|没有?|不)接(?:听|电话)|(?:未|没)能?接通|没(?:有)?(?:打|拨)通|未(?:打|拨)通|未接(?!种|触|受|到通知|核酸)|没有?接(?!种|触|受|到通知|核酸|核)|不接(?!种|触|受)|无应答|没反应|响(?:了)?很?久',
  ],
  [
    'reached',
    '已通(?!知|过|报)|(?:已|电话)?接通(?!后?(?:就|即|立刻|马上)?挂)|打通|通了|接了|接听(?:了|后)|已接(?!种)|接(?:的)?电话(?:了)|电话已接|已?联系(?:上|到)|已核实|(?:全程|愿意|积极)?配合|回电|回了?电话|已沟通|(?:本人|机主|她|他)(?:自己)?接的|会计接的',
  ],
]

const ANY = new RegExp(WORDS.map(([, words]) => `(${words})`).join('|'), 'gu')
/** Questions of a form: their words are no result until the answer says so. */
const FORM_QUESTION = /是否(?:已)?(?:接通|配合|联系上)[\]】:| ]*(是|否)?/g

/** Every call result told, in order. */
export function findOutcomes(text: string): OutcomeMention[] {
  const plain = !text.includes('是否')
    ? text
    : text.replace(FORM_QUESTION, (whole, answer?: string) => answerText(answer).padEnd(whole.length, ' '))
  return [...matchesOf(plain, ANY)].flatMap(match => {
    const index = match.slice(1).findIndex(group => group !== undefined)
    const outcome = WORDS[index]?.[0]
    if (outcome === undefined || isOtherWord(plain, match.index, match[0])) return []
    return { start: match.index, end: match.index + match[0].length, outcome }
  })
}

function answerText(answer: string | undefined): string {
  return answer === '是' ? '接通' : answer === '否' ? '未接' : ''
}

/** 门牌打错了, 我名字打错了: a slip of the writer, no wrong number. */
const MISTYPED =
  /(?:门牌|房号|栋|楼|地址|名字?|姓名|日期|时间|数字|字|尾号|车次|航班|结果|信息|我|刚才|上面|前面)(?:号|又|都|我|那条|这里|不小心)?$/

/** 手机关联了别人 and 号码转到社区 hold words of a result and tell none. */
function isOtherWord(text: string, start: number, word: string): boolean {
  if (/打错/.test(word) && MISTYPED.test(text.slice(Math.max(0, start - 6), start))) return true
  return /^号码[给换卖送转]/.test(word) && !/[用了]$/.test(word)
}

/**
 * The result that counts: the last one told; but 人机不符 outlives a later 接了, and abuse or refusal outlives the
 * hanging up that follows it.
 */
export function decideOutcome(mentions: readonly OutcomeMention[]): OutcomeMention | null {
  return mentions.reduce<OutcomeMention | null>((standing, mention) => {
    if (standing === null) return mention
    if (standing.outcome === 'wrong_person' && mention.outcome !== 'call_later') return standing
    if (standing.outcome === 'refused' && (mention.outcome === 'hung_up' || mention.outcome === 'reached'))
      return standing
    return mention
  }, null)
}
