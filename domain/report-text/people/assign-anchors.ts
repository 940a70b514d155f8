import { addDraft, isHousehold, setIdentity, type Anchor, type Draft } from './person-draft.ts'
import { findOutcomes } from '../facts/outcome.ts'

/** The people of a message and which anchor speaks of whom. */
export interface Assigned {
  readonly people: Draft[]
  /** For every anchor, in order, the person it speaks of. */
  readonly marks: { readonly anchor: Anchor; readonly person: Draft }[]
}

/** Puts the anchors, in the order of the text, on people: one that fits the person just met joins, else a new one begins. */
export function assignAnchors(text: string, anchors: readonly Anchor[]): Assigned {
  const people: Draft[] = []
  const marks: Assigned['marks'] = []
  let end = 0
  for (const anchor of anchors) {
    const current = marks[marks.length - 1]?.person
    const person =
      (current && namesAnother(people, current, anchor) ? current : sameAsEarlier(people, anchor)) ??
      (current && joins(text, current, anchor, end) ? current : null) ??
      addDraft(people)
    setIdentity(person, anchor)
    marks.push({ anchor, person })
    end = anchor.end
  }
  return { people, marks }
}

/** 177… 宣女士 … 170… 宣先生: the name behind a number of its own is of another person, though spelt alike. */
function namesAnother(people: readonly Draft[], current: Draft, anchor: Anchor): boolean {
  if (anchor.kind !== 'name' || current.name !== null || anchor.name.length > 1) return false
  const namesake = people.find(person => person.name === anchor.name)
  return namesake !== undefined && (current.phone ?? current.code ?? current.phoneTail) !== null
}

function sameAsEarlier(people: readonly Draft[], anchor: Anchor): Draft | undefined {
  if (anchor.kind === 'name') return people.find(person => person.name === anchor.name)
  return people.find(person => {
    if (anchor.kind === 'code') return person.code === anchor.value
    if (anchor.kind === 'phone') return person.phone === anchor.value
    return person.phoneTail === anchor.value || (person.phone?.endsWith(anchor.value) ?? false)
  })
}

function joins(text: string, person: Draft, anchor: Anchor, end: number): boolean {
  const between = text.slice(end, anchor.start)
  if (anchor.kind === 'code' && person.code !== null) return false
  if ((anchor.kind === 'phone' || anchor.kind === 'tail') && (person.phone !== null || person.phoneTail !== null)) {
    return anchor.kind === 'phone' && person.phone === null
  }
  if (anchor.kind === 'name' && person.name !== null) return false
  if (anchor.kind === 'name' && anchor.relation !== '' && person.code !== null && /[\n;；]/.test(between)) return false
  if (anchor.kind === 'name' && anchor.labelled) return true
  const startsPiece = /[\n;；]\s*(?:\d{1,2}[.、:)] ?)?$/.test(between)
  return !(startsPiece && findOutcomes(between).length > 0)
}

/**
 * 一家三口同一个号码138…：张三、李四: a number or code at the head that stands with no name of its own belongs to
 * every member; so does the code of the task. 重复任务: two codes at the head share number and name.
 */
export function shareHead(text: string, { people, marks }: Assigned): void {
  const [first, second] = people
  if (!first || !second) return
  if (
    first.code !== null &&
    second.code !== null &&
    first.name === null &&
    first.phone === null &&
    isJoined(text, marks)
  ) {
    Object.assign(first, { phone: second.phone, phoneTail: second.phoneTail, name: second.name })
    return
  }
  if (!isHousehold(text, people)) return
  shareNumbers(text, { people, marks })
  const head = marks.filter(mark => mark.person === first && mark.anchor.kind !== 'name')
  const name = marks.find(mark => mark.anchor.kind === 'name')?.anchor
  for (const { anchor } of head) {
    if (!name || anchor.start > name.start) continue
    const between = text.slice(anchor.end, name.start)
    const isBeside = /^ *$/.test(between) && anchor.kind !== 'code' && first.relation === ''
    const isShared = !isBeside || SHARED_NUMBER.test(text.slice(Math.max(0, anchor.start - 10), anchor.start))
    if (isShared) people.slice(1).forEach(person => giveIdentity(person, anchor))
  }
}

const SHARED_NUMBER = /(?:共用|公用|都用|(?:电话|手机|号码)都是|同一个?(?:号码?|电话|手机))[^,，。;；\n]{0,5}$/

/** 邹平、邹安，兄弟俩同一个号码191…: a number told to be shared, wherever it stands. */
function shareNumbers(text: string, { people, marks }: Assigned): void {
  for (const { anchor } of marks) {
    if (anchor.kind !== 'phone' && anchor.kind !== 'tail') continue
    if (SHARED_NUMBER.test(text.slice(Math.max(0, anchor.start - 12), anchor.start)))
      people.forEach(person => giveIdentity(person, anchor))
  }
}

function isJoined(text: string, marks: Assigned['marks']): boolean {
  const [first, second] = marks
  return (
    first !== undefined &&
    second !== undefined &&
    /^[和与及、, 跟]{1,2}$/.test(text.slice(first.anchor.end, second.anchor.start))
  )
}

function giveIdentity(person: Draft, anchor: Anchor): void {
  if (anchor.kind === 'code') person.code ??= anchor.value
  else if (anchor.kind !== 'name' && person.phone === null && person.phoneTail === null) setIdentity(person, anchor)
}
