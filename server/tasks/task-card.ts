import type { Fact } from '../../contract/tasks.ts'
import { timeWords } from '../../domain/time/texts.ts'
import { maskAddress, maskIdNumber, maskName, maskPhone, tailOf } from '../../domain/person/mask.ts'

/** What a list says about the person(s) behind a number, in clear. Sealed as one in `tasks.factsSealed`. */
export interface TaskFacts {
  address: string | null
  origin: string | null
  riskPlace: string | null
  /** Local day or time of arrival, as the list had it. */
  arrivedOn: string | null
  transport: string | null
  vehicleNo: string | null
  vaccineDoses: number | null
  testedAt: string | null
  testResult: string | null
  healthCode: string | null
  control: string | null
  remark: string | null
  /** Who handed the list down, and when (UTC). */
  source: string
  at: string
}

export interface SubjectFacts {
  name: string | null
  idNumber: string | null
  idNote: string | null
}

/** Everything list and detail show of a person, masked. Sealed as one, so that a list costs one opening a row. */
export interface TaskCard {
  name: string
  phone: string
  phoneTail: string
  address: string | null
  reason: string
  subjects: { name: string; idNumber: string | null; note: string | null }[]
  facts: Fact[]
  known: { arrivedOn: string | null; origin: string | null; vehicleNo: string | null; vaccineDoses: number | null }
}

/** Masks what a list says about a person, once, when it is written. */
export function makeTaskCard(
  phone: string,
  subjects: readonly SubjectFacts[],
  facts: TaskFacts,
  ruleName: string,
): TaskCard {
  const names = subjects.flatMap(subject => (subject.name ? [maskName(subject.name)] : []))
  return {
    name: names.length === 0 ? '姓名不详' : names.join('、'),
    phone: maskPhone(phone),
    phoneTail: tailOf(phone),
    address: facts.address && maskAddress(facts.address),
    reason: reasonOf(facts, ruleName),
    subjects: subjects.map(({ name, idNumber, idNote }) => ({
      name: name ? maskName(name) : '姓名不详',
      idNumber: idNumber && maskIdNumber(idNumber),
      note: idNote,
    })),
    facts: factsOf(facts),
    known: {
      arrivedOn: facts.arrivedOn?.slice(0, 10) ?? null,
      origin: facts.origin,
      vehicleNo: facts.vehicleNo,
      vaccineDoses: facts.vaccineDoses,
    },
  }
}

/** 「岚州市 5/19 抵达」「途经 岚州南站」, else the rule: the one line that says why we call. */
function reasonOf({ origin, riskPlace, arrivedOn }: TaskFacts, ruleName: string): string {
  const day = arrivedOn ? `${Number(arrivedOn.slice(5, 7))}/${Number(arrivedOn.slice(8, 10))}` : null
  const arrival = [origin, day && `${day} 抵达`].filter(Boolean).join(' ')
  if (arrival) return arrival
  return riskPlace ? `途经 ${riskPlace}` : ruleName
}

function factsOf(facts: TaskFacts): Fact[] {
  const { source, at } = facts
  const rows: [label: string, value: string | null][] = [
    ['来自', facts.origin],
    ['途经', facts.riskPlace],
    ['抵达', facts.arrivedOn && timeWords(facts.arrivedOn)],
    ['交通', [facts.transport, facts.vehicleNo].filter(Boolean).join(' ') || null],
    ['疫苗', facts.vaccineDoses === null ? null : `${facts.vaccineDoses} 针`],
    ['核酸', [facts.testedAt && timeWords(facts.testedAt), facts.testResult].filter(Boolean).join(' ') || null],
    ['健康码', facts.healthCode],
    ['管控', facts.control],
    ['备注', facts.remark && hideDigits(facts.remark)],
  ]
  return rows.flatMap(([label, value]) => (value ? [{ label, value, source, at }] : []))
}

/** Free text of people: any run of digits that could be a number or a document is hidden. */
export const hideDigits = (text: string) => text.normalize('NFKC').replace(/\d[\d\s-]{5,}[\dXx]/g, '****')
