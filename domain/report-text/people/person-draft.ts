import type { Folded } from '../fold/folded.ts'
import type { Identity } from './identities.ts'
import type { NameAnchor } from './name-anchors.ts'

/** A person while the message is being taken apart: identities found so far and the words told of this person. */
export interface Draft {
  code: string | null
  phone: string | null
  phoneTail: string | null
  name: string | null
  /** 妻子, 儿子 …, or empty. */
  relation: string
  readonly parts: Folded[]
}

/** What points to a person in the text: a code, a number, a tail or a name. */
export type Anchor = Identity | NameAnchor

/** A person of whom nothing is known yet, put at the end of `people`. */
export function addDraft(people: Draft[]): Draft {
  const draft: Draft = {
    code: null,
    phone: null,
    phoneTail: null,
    name: null,
    relation: '',
    parts: [],
  }
  people.push(draft)
  return draft
}

/** Notes what an anchor tells; a tail of the number already known tells nothing new. */
export function setIdentity(person: Draft, anchor: Anchor): void {
  if (anchor.kind === 'code') person.code = anchor.value
  else if (anchor.kind === 'phone') person.phone = anchor.value
  else if (anchor.kind === 'tail') {
    if (person.phone?.endsWith(anchor.value) !== true) person.phoneTail = anchor.value
  } else if (anchor.kind === 'name') {
    person.name ??= anchor.name
    if (anchor.relation !== '') person.relation = anchor.relation
  }
}

/** Words that make the people of one message a household. */
const FAMILY =
  /一家|全家|家庭|以上.{0,2}人|同车|同行|合租|结伴|[两二三四五六\d]个?人(?:均|都|一起|一同|全|同)|[两二三四五六]口|夫妻|夫妇|两公婆|母女|母子|父子|父女|两口子|同一个?(?:号码?|电话|手机)|共用|同住|兄弟|姐妹|祖孙|爷孙|婆媳/

/** Whether the people of a message live or travel together, so that what is told of one may hold for all. */
export function isHousehold(text: string, people: readonly Draft[]): boolean {
  return FAMILY.test(text) || people.some(person => person.relation !== '')
}
