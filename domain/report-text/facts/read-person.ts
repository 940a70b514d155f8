import type { ReportFields } from '../../../contract/report-fields.ts'
import type { LocalMoment } from '../../time/local-time.ts'
import type { City } from '../../city.ts'
import { readCallBack, type CallBack } from './call-back.ts'
import { decideOutcome, findOutcomes, type OutcomeMention } from './outcome.ts'
import type { Person } from '../people/people.ts'
import { readFacts, saysSomething } from './read-facts.ts'
import { readVaccineDoses, withoutVaccine } from './vaccine.ts'

/** Reads what one person's part of the message tells. */
export function readFields(person: Person, at: LocalMoment, city: City): ReportFields {
  const callBack = readCallBack(person.text, at)
  const withoutCall = callBack
    ? `${person.text.slice(0, callBack.start)}|${person.text.slice(callBack.end)}`
    : person.text
  const vaccineDoses = readVaccineDoses(withoutCall, at)
  const plain = withoutVaccine(withoutCall)
  const decided = decideOutcome(findOutcomes(withoutCall))
  const facts =
    decided?.outcome === 'wrong_person'
      ? readFacts(ownerWords(plain, person.name), at, city)
      : { ...readFacts(plain, at, city), vaccineDoses }
  const missed = callBack && (decided ?? decideOutcome(findOutcomes(person.text.slice(callBack.start, callBack.end))))
  if (callBack && missed && MISSED.has(missed.outcome) && isOwnPlan(person.text, callBack))
    return { ...facts, outcome: missed.outcome, callBackAt: callBack.at }
  if (callBack && countsAsCallLater(callBack, decided, facts))
    return { ...facts, outcome: 'call_later', callBackAt: callBack.at }
  return { ...facts, outcome: settle(decided, facts, withoutCall) }
}

/** 无人接听，晚8点半再拨: nobody answered, so nobody asked for it; the result stays and the time with it. */
function isOwnPlan(text: string, { start, end }: CallBack): boolean {
  return !ASKED_BY_SOMEBODY.test(text.slice(Math.max(0, start - 6), end))
}

const ASKED_BY_SOMEBODY = /[让叫请说讲称约]|要求|希望|告知|短信|回复|方便|通知/

/** 占线 晚点再打 is the caller's own plan and counts only where nothing else is told. */
function countsAsCallLater(callBack: CallBack, decided: OutcomeMention | null, facts: ReportFields): boolean {
  const reached = decided === null || decided.outcome === 'reached'
  return callBack.weak ? reached && !saysSomething(facts) : true
}

/** The result told; 前两次关机 with facts only the resident can tell, or such facts alone, mean an answered call. */
function settle(decided: OutcomeMention | null, facts: ReportFields, text: string): ReportFields['outcome'] {
  const later =
    decided !== null &&
    MISSED.has(decided.outcome) &&
    (facts.tests.length > 0 || facts.arrivedOn !== null) &&
    !TOLD_BY_OTHERS.test(text)
  if (decided !== null && !later) return decided.outcome
  return saysSomething(facts) ||
    /已做|做了|都做|\d+ ?(?:h|H|小时)|未离|没去过|自述|[他她]说|称|说自己|说[在没已要]|表示/.test(text)
    ? 'reached'
    : null
}

/** 无人接听，系统显示已做核酸: what a system or a relative tells leaves the result of the call as it is. */
const TOLD_BY_OTHERS =
  /系统|后台|平台|数据|查到|查询|显示|健康码|粤康码|家属|家人|房东|邻居|物业|室友|同事|妻子|丈夫|老婆|老公|儿子|女儿|父亲|母亲|爸|妈/

const MISSED: ReadonlySet<string> = new Set(['no_answer', 'powered_off', 'busy', 'unreachable'])

/** After 人机不符 only what is told of the resident himself counts: 阎东本人已离深, 租客已经退租回湖南. */
function ownerWords(text: string, name: string | null): string {
  return ownerClauses(text, name).join(',')
}

/** A clause that names the resident, and those that follow it until somebody else is spoken of. */
function ownerClauses(text: string, name: string | null): string[] {
  let own = false
  return text.split(/[,，。;；\n]/).filter(clause => {
    const told =
      (/本人(?!接)|租客|房客|原住户|该居民|(?:说|称|讲|表示|告知)\|/.test(clause) && !/非本人|不是本人/.test(clause)) ||
      (name !== null && clause.includes(name) && /离囻|在|回/.test(clause))
    const other = /他自己|她自己|对方|接听|接的|接电话|机主|房东|号主|现机主|[哥弟姐妹父母爸妈]/.test(clause)
    own = told || (own && !other)
    return own
  })
}
