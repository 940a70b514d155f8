import { matchesOf } from '../fold/matches.ts'
import type { Assigned } from '../people/assign-anchors.ts'
import type { Identity } from '../people/identities.ts'
import { RELATION } from '../people/names.ts'
import { LIST_SIGN } from '../fold/characters.ts'
import { join, slice, type Folded } from '../fold/folded.ts'
import { isHousehold, type Draft } from '../people/person-draft.ts'
import { saysNothing } from '../chat/says-nothing.ts'

const MEMBER_WORD = new RegExp(`男的|女的|大人(?!小孩|孩子)|小孩|孩子|老人|本人|机主|${RELATION}`, 'g')
const LIST_SIGNS = new RegExp(`(?:${LIST_SIGN} ?)+`, 'g')

interface Mark {
  readonly start: number
  readonly end: number
  readonly people: readonly Draft[]
  /** The mark is an identity, to be cut from the text. */
  readonly cut: boolean
}

const EVERYONE =
  /全家|一家(?!人|[两三四五六]口(?:同|共|[:：]))|(?:[两二三四五六]|\d)个?人(?!检)|两个(?:都|人)|大家|以上|上述|[两二三四五六]位|他们|她们|都(?=没|住|是|在|已|做|未|打|离|不|阴|核)|均|夫妻|两公婆|两口子|大人小孩|一起|同住|住址都|住都|其他人都|地址/
/** Of people who are no household only what is said of them together: 都没出过囻，都住…. */
const EVERYONE_LISTED =
  /(?:[两二三四五六]|\d)个?人(?!检)|两个(?:都|人)|以上|上述|他们|她们|都(?=没出|住|是|在|未离|没离)|一起/
const HOME = /(?:现|暂|家|目前|都|均)?住(?!户)|住址|地址/
const EVERYONE_G = new RegExp(EVERYONE, 'g')
const EVERYONE_LISTED_G = new RegExp(EVERYONE_LISTED, 'g')
const HOME_G = new RegExp(HOME, 'g')

/** Gives every person the words of the message that are told of this person or of all. */
export function distribute(words: Folded, { people, marks }: Assigned, blanks: readonly Identity[]): void {
  const { text } = words
  if (people.length === 1) {
    const cuts = [...marks.map(({ anchor }) => anchor), ...blanks]
    people[0]?.parts.push(blanked(words, 0, text.length, cuts))
    return
  }
  const all = isHousehold(text, people) || EVERYONE_LISTED.test(text) ? people : []
  const scopes = [
    ...headingMarks(text, marks),
    ...identityMarks(text, marks, people),
    ...memberMarks(text, people),
    ...everyoneMarks(text, people, all),
  ].sort((left, right) => left.start - right.start || right.end - left.end)
  const lead = slice(words, 0, scopes[0]?.start ?? 0)
  people.forEach(person => person.parts.push(lead))
  scopes.forEach((scope, index) => {
    const from = scope.cut ? scope.end : scope.start
    const to = scopes[index + 1]?.start ?? text.length
    if (to <= from) return
    const piece = blanked(words, from, to, blanks)
    scope.people.forEach(person => person.parts.push(piece))
  })
}

/** 关机的：5678、1234；空号：8888: a result before a colon holds for those named up to the next sign. */
const HEADING = /(?:关机|空号|停机|[未没]接通?|不接|没人接听?|无人接听?|占线|挂断|拒接|[接打]通)(?:的|的有)?[:：]/g

function headingMarks(text: string, marks: Assigned['marks']): Mark[] {
  return [...matchesOf(text, HEADING)].flatMap(({ index }) => {
    const end = index + (/[;；。\n]/.exec(text.slice(index))?.index ?? text.length)
    const people = marks.filter(({ anchor }) => anchor.start > index && anchor.start < end).map(({ person }) => person)
    return people.length > 0 ? [{ start: index, end: index, people: [...new Set(people)], cut: false }] : []
  })
}

/** After a person's identity comes what is told of him; when nothing is, the next person's words are shared (9208、3846都没人接). */
function identityMarks(text: string, marks: Assigned['marks'], people: readonly Draft[]): Mark[] {
  const waiting = new Set<Draft>()
  const met = new Set<Draft>()
  return marks.map(({ anchor, person }, index) => {
    const next = marks[index + 1]?.anchor.start ?? text.length
    const words = text.slice(anchor.end, next)
    const again = met.has(person) && marks[index - 1]?.person !== person
    met.add(person)
    if (again) waiting.clear()
    waiting.add(person)
    const sharing = [...waiting]
    if (!saysNothing(words) || (/\n/.test(words) && !isHousehold(text, people))) waiting.clear()
    const closes = marks[index + 1]?.person !== person
    return {
      start: anchor.start,
      end: anchor.end,
      people: closes || !saysNothing(words) ? sharing : [person],
      cut: true,
    }
  })
}

/** 男的3号阴 女的只做了4号, 母亲3针，女儿未接种, ①③阴性，②未做 */
function memberMarks(text: string, people: readonly Draft[]): Mark[] {
  const marks: Mark[] = []
  const push = (start: number, end: number, members: readonly Draft[]) => {
    if (members.length > 0) marks.push({ start, end, people: members, cut: true })
  }
  const last = lastIdentityEnd(text, people)
  for (const match of matchesOf(text.slice(last), MEMBER_WORD)) {
    const start = last + match.index
    if (!text.slice(0, start).endsWith('大人')) push(start, start + match[0].length, membersOf(match[0], people))
  }
  for (const match of matchesOf(text.slice(last), LIST_SIGNS)) {
    const start = last + match.index
    push(start, start + match[0].length, signedMembers(match[0], people))
  }
  return marks
}

function lastIdentityEnd(text: string, people: readonly Draft[]): number {
  const ends = people.map(person => {
    const by = person.name ?? person.phoneTail ?? person.code ?? ''
    const at = text.indexOf(by)
    return at < 0 ? 0 : at + by.length
  })
  return Math.max(0, ...ends)
}

function membersOf(word: string, people: readonly Draft[]): Draft[] {
  const named = people.filter(person => person.relation === word)
  if (named.length > 0) return named
  if (/男的/.test(word)) return people.slice(0, 1)
  if (/女的/.test(word)) return people.slice(1, 2)
  const children = childrenOf(people)
  if (/小孩|孩子|宝|儿子|女儿/.test(word)) return children.length > 0 ? children : people.slice(1)
  if (/大人/.test(word)) return people.filter(person => !children.includes(person))
  if (people.some(person => person.relation !== '' && !/儿|女|子|孙|孩|妹|弟|妻|老婆/.test(person.relation))) return []
  if (/^(?:父亲|母亲|爸爸|妈妈|丈夫|老公|姐姐|哥哥|爷爷|奶奶)$/.test(word)) return people.slice(0, 1)
  return /^(?:妻子|老婆|妹妹|弟弟|孙子|孙女)$/.test(word) ? people.slice(1) : []
}

/** Told by their relation; else, where some have a number, those without one: 童强138…、文莉137…、童一诺、童一凡. */
function childrenOf(people: readonly Draft[]): Draft[] {
  const told = people.filter(person => /儿|女$|女儿|孙|孩|宝|子$/.test(person.relation) && !/妻/.test(person.relation))
  if (told.length > 0 || people.length < 3) return told
  const numbered = people.filter(person => person.phone !== null)
  return numbered.length > 1 ? people.filter(person => person.phone === null) : []
}

function signedMembers(signs: string, people: readonly Draft[]): Draft[] {
  return [...signs.replace(/ /g, '')].flatMap(sign => people[sign.charCodeAt(0) - 0xe001] ?? [])
}

function everyoneMarks(text: string, people: readonly Draft[], all: readonly Draft[]): Mark[] {
  if (all.length === 0) return []
  const household = isHousehold(text, people)
  const last = lastIdentityEnd(text, people)
  const marks = [...matchesOf(text.slice(last), household ? EVERYONE_G : EVERYONE_LISTED_G)].map(match => ({
    start: pieceStart(text, last + match.index, last),
    end: last + match.index + match[0].length,
    people,
    cut: false,
  }))
  if (!household) return marks
  const homes = [...matchesOf(text.slice(last), HOME_G)].map(match => ({
    start: last + match.index,
    end: last + match.index + 1,
    people,
    cut: false,
  }))
  return [
    ...marks,
    ...linesOfAll(text, last, people),
    ...homes.filter(home => /[\s,，。;；\n】|]/.test(text.charAt(home.start - 1))),
  ]
}

/** 张三，三针\n妻子李四，两针\n5月23日自驾回: where each member has a line, the lines below the last one speak of all. */
function linesOfAll(text: string, last: number, people: readonly Draft[]): Mark[] {
  const names = people.map(person => text.indexOf(person.name ?? '\n'))
  const onOwnLines = names.every((at, index) => index === 0 || /\n/.test(text.slice(names[index - 1], at)))
  if (!onOwnLines) return []
  return [...matchesOf(text.slice(last), /\n/g)].flatMap(({ index }) => {
    const start = last + index + 1
    const isOwn = people.some(({ name }) => name !== null && text.startsWith(name, start))
    return isOwn ? [] : [{ start, end: start, people, cut: false }]
  })
}

/** The words of all begin where their clause begins: 10月3日、4日全家均已做核酸. */
function pieceStart(text: string, at: number, from: number): number {
  let start = at
  while (start > from && !isPieceEnd(text, start)) start--
  const listed = /(?:^|[,，。;；\n ])((?:\d{1,2}(?:[./月]\d{1,2})?[日号]?[,， ]+)+)$/.exec(text.slice(from, start))?.[1]
  return start - (listed ?? '').length
}

/** A sign, or a blank that does not part a day from its test. */
function isPieceEnd(text: string, at: number): boolean {
  const sign = text.charAt(at - 1)
  return /[,，。;；\n【】|]/.test(sign) || (sign === ' ' && /[^\d日号月]/.test(text.charAt(at - 2)))
}

/** The words from `from` to `to`, a bar for every cut. */
function blanked(words: Folded, from: number, to: number, cuts: readonly { start: number; end: number }[]): Folded {
  const pieces: Folded[] = []
  let at = from
  for (const cut of [...cuts].sort((left, right) => left.start - right.start)) {
    if (cut.end <= at || cut.start >= to) continue
    pieces.push(slice(words, at, Math.max(at, cut.start)))
    at = Math.min(to, cut.end)
  }
  return join([...pieces, slice(words, at, to)], '|')
}
