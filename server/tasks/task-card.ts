import type { Fact } from '../../contract/tasks.ts'
import type { Known } from '../../domain/reports/part.ts'
import { timeWords } from '../../domain/time/texts.ts'
import { maskAddress, maskIdNumber, maskName, maskPhone, tailOf } from '../../domain/person/mask.ts'
import { maskText, type TextMasker } from '../../domain/person/mask-text.ts'

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
  /** Other numbers of the row; only in what is sealed. */
  alternatives?: readonly string[]
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
  known: Known
}

/** What a list says about one number. */
export interface Listed {
  phone: string
  alternatives: readonly string[]
  subjects: readonly SubjectFacts[]
  facts: TaskFacts
}

/**
 * Masks what a list says about a person, once, when it is written. `hide` knows the names of the whole list: a remark may
 * speak of the neighbour in the next row.
 */
export function makeTaskCard(listed: Listed, ruleName: string, hide: TextMasker): TaskCard {
  const { phone, subjects } = listed
  const facts = maskFacts(listed, hide)
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
    ['备注', facts.remark],
  ]
  return rows.flatMap(([label, value]) => (value ? [{ label, value, source, at }] : []))
}

/** What is free text in a list, with nothing in it that tells who somebody is, whatever cell it was written into. */
function maskFacts({ phone, alternatives, subjects, facts }: Listed, hide: TextMasker): TaskFacts {
  const numbers = [phone, ...alternatives, ...subjects.flatMap(({ idNumber }) => idNumber ?? [])]
  const plain = (text: string | null) => {
    if (text === null) return null
    const masked = hide(text)
    return mayHoldNumber(masked) ? maskText(masked, { numbers }) : masked
  }
  const { origin, riskPlace, transport, vehicleNo, testResult, healthCode, control, remark, source } = facts
  return {
    ...facts,
    origin: plain(origin),
    riskPlace: plain(riskPlace),
    transport: plain(transport),
    vehicleNo: plain(vehicleNo),
    testResult: plain(testResult),
    healthCode: plain(healthCode),
    control: plain(control),
    remark: plain(remark),
    source: plain(source) ?? '',
  }
}

/** Whether digits are left of which a number could be made, with words between them. */
const mayHoldNumber = (text: string) => (text.match(/[\p{N}〇零一二三四五六七八九幺]/gu)?.length ?? 0) > 6
