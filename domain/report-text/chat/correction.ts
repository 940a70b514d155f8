import { rewrite, type Folded } from '../fold/folded.ts'

const CORRECTS =
  /更正|(?:^|[\n ])【?(?:修改|改正|改)[】:：]|订正|纠正|纠错|勘误|修正|更改一下|改一下|改为|发错|报错(?!码)|写错|说错|打错(?:字|一位|一个|了字|号)|看错|听错|录错|贴错|搞错|填错|弄错|(?:电话|号码|手机)(?:打|写|发|报|给)错(?:了)?[,， ]*(?:应该?)?是|以(?:此|这|下面|第二|第三|后|本|最新)[^,，。\s]{0,4}为准|作废|撤回上|忽略上|有误|写成|不好意思.{0,6}(?:前面|上面|刚才)|前面那条|上一条.{0,8}(?:错|不对|作废)|漏了(?=一|个|地址|住址|电话|尾号|名字|姓名|写|报|说|发|填|疫苗|核酸|车次|航班)|传错|不是[^,，。;；\n]{1,10}[,， ]?(?:是|应该?是|而是)/
const STALE_CORRECTION = /打错(?:电话)?了/

/** Whether the message corrects an earlier one. A mere later report on the same person does not. */
export function isCorrection(text: string): boolean {
  if (/以[^,，。\s]{0,5}为准|更正|纠正|纠错|勘误|修正|订正|作废/.test(text)) return true
  const plain = text.replace(new RegExp(STALE_CORRECTION, 'g'), '')
  const match = CORRECTS.exec(plain)
  if (!match) return false
  if (match[0].startsWith('不是')) return DENIED.test(plain)
  return !/号码(?:有误|错误)/.test(plain.slice(Math.max(0, match.index - 3), match.index + 3)) || match[0] !== '有误'
}

const VALUE =
  '(?:尾号)?(?:\\d[\\d.月日号/、,， ~-]*[日号]?(?:[阴阳]性?)?|[阴阳]性|[A-Za-z]{1,2}\\d{2,5}|[“"‘「\']?(?:已|未)[”"’」\']?离囻|人机不符|停机|关机|空号|占线|无人接听|拒接|挂断|自驾|高铁|飞机|大巴|[一二两三][针次])'
const DENIED = new RegExp(`不是${VALUE}`)
/** What the message itself calls wrong, cut before reading: …是20、22日，不是20、21日 · 刚才写成无人接听 其实是关机 · (之前报的1210有误) */
const WRONG: readonly RegExp[] = [
  /(?:刚才?|上面|前面|之前)(?:发|报|写|打)?的?(?:尾号)?(?:1\d{10}|\d{4}) ?(?:那条|这条|的)?(?:作废|不对|有误|看错|看串|报错|写错)[^,，是]{0,4}[,，]?(?:[^,，是\d]{0,8}[,，])?(?=应该?是|正确的?是|是)/g,
  new RegExp(`[,，]?(?:而)?(?:结果)?不是${VALUE}[,，]?`, 'g'),
  /[,， ](?:而)?不是(?!本人|机主|他本人|她本人)[^,，。;；\n]{1,12}(?=$|[,，。;；\n])/g,
  /[(](?:之前|刚才|原来|原表?|前面|上面)(?!没)[^()]{0,30}[)]/g,
  /(?:刚才|之前|前面|上面|原来|原先|上一条|上条)?(?:错|误)?(?:写|报|发|录|填|打|说)(?:错)?(?:成了?|为|的是?)[^,，。;；\n]{1,20}?[,， ]?(?=其实|实际|应该?[是为]|改[成为]|正确|(?:现在|刚刚?|重新)?(?:问清|核实|确认|再问))/g,
  /(?:之前|刚才|原来|前面)(?:报|写|说|发|填|录)的[^,，。;；\n]{1,20}(?:有误|错了|不对|作废)/g,
  /(?:刚才|之前|前面|上面|上一条)(?:的|那个|发的|报的)?(?:尾号)?(?:1\d{10}|\d{4})(?:是|号码)?(?:发|写|报|打|录|填)错了?(?=[,， ]*(?:应该?)?是)/g,
  /(?:刚才?|之前|前面|上面|原来|原先)(?:他|她)?(?:说|报|写|发|填|录)(?:的|是|成|了)?[^,，。;；\n]{1,16}[,， ]*(?=(?:现在|刚刚?|重新|又)?(?:问清|核实|确认|再问|查清|搞清)|其实|实际上?|应该?是)/g,
  /漏了[^,，。;；:：\n\d]{1,8}(?=$|[,，。;；:：\n])/g,
]

/** 4阴5阴(刚才发错了,应是5阴6阴): what is said instead. */
const REPLACED =
  /\d[\d.月日号/、,， ~阴阳性-]*\((?:刚才|之前|上面|前面)?(?:发|写|报|打|填|录)错了?[,， ]*(?:应该?|改)?[是为成]([^()\n]{1,30})\)/g

/** The text without the values that it takes back itself. */
export function withoutDenied(text: Folded): Folded {
  const replaced = rewrite(text, REPLACED, (_, value = '') => ` ${value}`)
  const unquoted = rewrite(replaced, /[“”"‘’「」]([已未没])[“”"‘’「」]/g, '$1')
  return WRONG.reduce((rest, wrong) => rewrite(rest, wrong, ' '), unquoted)
}
