import { findIdentities, type Identity } from './identities.ts'
import { SURNAMES } from './lexicon.ts'
import { foreignNameAt, nameAt, nameBefore, RELATION, type NameMatch } from './names.ts'
import { LIST_SIGN } from './normalize.ts'
import { findOutcomes } from './outcome.ts'

/** A resident spoken of, and the part of the message that speaks of this resident. */
export interface Person {
  readonly code: string | null
  readonly phone: string | null
  readonly phoneTail: string | null
  readonly name: string | null
  /** The person's own words of the message and what is said of all. */
  readonly text: string
  /** Belongs to a household: what was told of the first member may hold for this one too. */
  readonly household: boolean
  /** Known by a name alone, which is weak: only facts or an earlier mention make it a resident. */
  readonly nameOnly: boolean
}

interface Draft {
  code: string | null
  phone: string | null
  phoneTail: string | null
  name: string | null
  relation: string
  sign: string
  readonly parts: string[]
  readonly own: string[]
}

interface NameAnchor extends NameMatch {
  readonly kind: 'name'
  readonly labelled: boolean
  readonly relation: string
}

type Anchor = Identity | NameAnchor

/** Finds the people of one normalised message. `known` are names met elsewhere in the same paste. */
export function findPeople(text: string, known: ReadonlySet<string>): Person[] {
  const identities = findIdentities(text)
  const anchors = [...identities.filter(one => one.aside !== true), ...findNames(text, identities, known)].sort(
    (left, right) => left.start - right.start,
  )
  const blanks = identities.filter(one => one.aside === true)
  const assigned = assignAnchors(text, anchors)
  const people = assigned.people
  if (people.length === 0) return []
  shareHead(text, assigned)
  distribute(text, assigned, blanks)
  const household = people.length > 1 && isHousehold(text, people)
  return people.map(person => ({
    code: person.code,
    phone: person.phone,
    phoneTail: person.phoneTail,
    name: person.name,
    text: person.parts.join('').trim(),
    household,
    nameOnly: person.code === null && person.phone === null && person.phoneTail === null,
  }))
}

// --- names -----------------------------------------------------------------------------------------------------

const NAME_LABEL =
  /(?:姓名|名字(?:就)?(?:叫|是)?|全名(?:叫|是)?|姓\s*名|实名(?:认证)?(?:是|为)|系统显示(?:是|为)?|(?:他|她|本人|机主)?(?:名)?叫(?!他|她|我|做|啥|什么|明|让)|机主(?:是|为)?|居民|户主|业主|本人|联系人|对象|司机)[\]】:| -]{0,3}/g
const PIECE_OPENING = new RegExp(`(?:^|\\n)(?:\\d{1,2}[.、:)] ?|[(]\\d{1,2}[)] ?|${LIST_SIGN} ?)?|${LIST_SIGN} ?`, 'g')
const MEMBER_WORD = new RegExp(`男的|女的|大人(?!小孩|孩子)|小孩|孩子|老人|本人|机主|${RELATION}`, 'g')
const LIST_SIGNS = new RegExp(`(?:${LIST_SIGN} ?)+`, 'g')
const SURNAME_ONLY = /姓([\p{Script=Han}])(?=的|[他她说,，。;；\s(]|$)/gu
const MEMBER = new RegExp(`(${RELATION})[ :是叫]{0,2}`, 'g')
/** A relation who only speaks or answers is no resident: 哥哥李强说, 房东王五接的. */
const SPEAKS = /^(?:说|讲|称|接|代|告知|反映|在用)/

function findNames(text: string, identities: readonly Identity[], known: ReadonlySet<string>): NameAnchor[] {
  const found: NameAnchor[] = []
  const add = (match: NameMatch | null, labelled = false, relation = '') => {
    if (!match || identities.some(one => match.start < one.end && one.start < match.end)) return
    if (found.some(one => match.start < one.end && one.start < match.end)) return
    if (text.charAt(match.start - 1) === '@') return
    found.push({ kind: 'name', ...match, labelled, relation })
  }
  for (const label of text.matchAll(NAME_LABEL)) {
    const at = label.index + label[0].length
    const strict = /机主|居民|本人|对象|联系人|司机/.test(label[0])
    add(
      nameAt(text, at, !strict) ?? (strict ? null : (foreignNameAt(text, at) ?? anyName(text, at, label[0]))),
      /名/.test(label[0]),
    )
  }
  const denied = findDenied(text)
  denied.forEach(match => add(match))
  for (const match of text.matchAll(SURNAME_ONLY))
    if (denied.length === 0 || !/(?:机主|对方|接电话的|本人)$/.test(text.slice(0, match.index)))
      add({ name: match[1] ?? '', start: match.index, end: match.index + 2 }, true)
  for (const match of text.matchAll(MEMBER)) {
    const name = nameAt(text, match.index + match[0].length)
    if ((match[1] ?? '').length === 1 && /\p{Script=Han}/u.test(text.charAt(match.index - 1))) continue
    if (/人机不符|打错了|不是本人|非本人/.test(text)) continue
    if (/[他她其]$/.test(text.slice(0, match.index)) && match[0].endsWith('叫')) continue
    if (name && !SPEAKS.test(text.slice(name.end)) && !/[在的]$/.test(match[0])) add(name, false, match[1])
  }
  identities.forEach((identity, index) => addBeside(text, identity, identities[index - 1]?.end ?? 0, add))
  for (const sign of text.matchAll(PIECE_OPENING)) add(nameOpening(text, sign.index + sign[0].length, known))
  for (const self of text.matchAll(/(?:本人|自己)(?:接|说|在)/g))
    add(nameBefore(text, self.index, Math.max(0, self.index - 8)))
  for (const colon of text.matchAll(/[人口女子妇妻俩家户员码号码机话\d][:：] ?/g))
    addFirstOfList(text, colon.index + colon[0].length, add)
  addKnown(text, known, add)
  if (found.length === 0 && identities.length > 0) add(nameAlone(text))
  addListed(text, found, add)
  addKnown(text, new Set(found.map(one => one.name)), add)
  return found.sort((left, right) => left.start - right.start)
}

/** 说不是王伟本人, 不认识丁磊, 没有刘强这个人: who is denied is the resident sought. */
function findDenied(text: string): NameMatch[] {
  return [
    ...text.matchAll(/不是(?=[^,，。\s]{2,4}(?:本人|[,，。\s]|$))|不认识(?:叫)?|不叫|没有(?=[^,，。\s]{2,3}这个人)/g),
  ].flatMap(({ index, 0: word }) => nameAt(text.replace(/本人|这个人/g, ',,,'), index + word.length) ?? [])
}

/** After 姓名 whatever two to four characters stand alone are the name, be it a word (名字就叫阳光). */
function anyName(text: string, start: number, label: string): NameMatch | null {
  if (!/名/.test(label)) return null
  const match = /^[\p{Script=Han}]{2,4}(?=$|[\s,，。;；|【\][(（])/u.exec(text.slice(start, start + 6))
  return match && !/^(?:电话|手机|不详|未知|无|不知)/.test(match[0])
    ? { name: match[0], start, end: start + match[0].length }
    : null
}

function addBeside(text: string, identity: Identity, from: number, add: (match: NameMatch | null) => void): void {
  if (identity.aside === true) return
  const gap =
    /^(?:\([^()]{1,24}\)|[\s,，:：(、/|】【\]\-—]|这个|那个|的|机主|居民|本人|是|姓名|\d{1,2}[.、:)](?!\d))*/.exec(
      text.slice(identity.end, identity.end + 20),
    )?.[0] ?? ''
  const at = identity.end + gap.length
  const bracketed = /^ ?\(/.test(gap) ? nameAt(text, identity.end + gap.indexOf('(') + 1) : null
  if (!/\n.*\n/.test(gap)) add(bracketed ?? nameAt(text, at) ?? properForeign(text, at))
  add(nameBefore(text, identity.start, from) ?? surnameBeside(text, identity))
}

/** 吴 9094: a surname alone beside a tail. */
function surnameBeside(text: string, { kind, start }: Identity): NameMatch | null {
  const match = /(?:^|[\n,，;；。 ])(\p{Script=Han}) ?$/u.exec(text.slice(Math.max(0, start - 4), start))
  if (kind === 'code' || !match || !SURNAMES.has(match[1] ?? '')) return null
  const at = start - (match[0].endsWith(' ') ? 2 : 1)
  return { name: match[1] ?? '', start: at, end: at + 1 }
}

function properForeign(text: string, at: number): NameMatch | null {
  const match = foreignNameAt(text, at)
  return match && match.name.length > 5 ? match : null
}

/** 白云飞今天也做了: a message or a line that opens with a name. */
function nameOpening(text: string, start: number, known: ReadonlySet<string>): NameMatch | null {
  const match = nameAt(text, start)
  if (!match) return null
  if (known.has(match.name)) return match
  const rest = text.slice(match.end, match.end + 12)
  return /^(?:[ ,，(、]|\p{Script=Han})/u.test(rest) || rest === '' ? match : null
}

/** 父子两人：张大山、张小山 */
function addFirstOfList(text: string, start: number, add: (match: NameMatch | null) => void): void {
  const first = nameAt(text, start)
  const gap = first ? /^[、,，和及 ]/.exec(text.slice(first.end))?.[0] : undefined
  if (first && gap !== undefined && nameAt(text, first.end + gap.length) !== null) add(first)
}

/** 通了，温红，5.19回: a piece between signs that is just a name. */
function nameAlone(text: string): NameMatch | null {
  for (const piece of text.matchAll(/(^|[\s,，;；、/|】])(\p{Script=Han}{2,3})(?=$|[\s,，;；、/|【])/gu)) {
    const start = piece.index + (piece[1] ?? '').length
    const match = nameAt(text, start)
    if (match && match.name === piece[2] && saysNothing(match.name)) return match
  }
  return null
}

function addKnown(text: string, known: ReadonlySet<string>, add: (match: NameMatch) => void): void {
  if (known.size === 0) return
  for (let start = 0; start < text.length; start++) {
    const length = [4, 3, 2].find(count => start + count <= text.length && known.has(text.slice(start, start + count)))
    if (length === undefined) continue
    add({ name: text.slice(start, start + length), start, end: start + length })
    start += length - 1
  }
}

/** 罗建平、陈燕、罗一一: a name followed by a list sign and another name. */
function addListed(text: string, found: readonly NameAnchor[], add: (match: NameMatch | null) => void): void {
  for (let index = 0; index < found.length && index < 40; index++) {
    const one = found[index]
    if (!one) continue
    const gap = /^(?:[、,，/和与及跟 ]|以及){1,2}/.exec(text.slice(one.end, one.end + 4))?.[0]
    const next = gap === undefined ? null : nameAt(text, one.end + gap.length)
    const closed = next && /^(?:[、,，\s(:]|$|\d|两|三|都|均|一起|和|共)/.test(text.slice(next.end))
    if (closed && /[、和与及跟/]/.test(gap ?? '')) add(next)
    else if (closed && /^[,，]$/.test(gap ?? '') && /一家|全家|三口|四口|家人|同住/.test(text)) add(next)
  }
}

// --- who is who --------------------------------------------------------------------------------------------------

interface Assigned {
  readonly people: Draft[]
  /** For every anchor, in order, the person it speaks of. */
  readonly marks: { readonly anchor: Anchor; readonly person: Draft }[]
}

function assignAnchors(text: string, anchors: readonly Anchor[]): Assigned {
  const people: Draft[] = []
  const marks: Assigned['marks'] = []
  let end = 0
  for (const anchor of anchors) {
    const current = marks[marks.length - 1]?.person
    const person =
      sameAsEarlier(people, anchor) ??
      (current && joins(text, current, anchor, end) ? current : null) ??
      newDraft(people)
    setIdentity(person, anchor)
    marks.push({ anchor, person })
    end = anchor.end
  }
  return { people, marks }
}

function newDraft(people: Draft[]): Draft {
  const draft: Draft = {
    code: null,
    phone: null,
    phoneTail: null,
    name: null,
    relation: '',
    sign: '',
    parts: [],
    own: [],
  }
  people.push(draft)
  return draft
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

function setIdentity(person: Draft, anchor: Anchor): void {
  if (anchor.kind === 'code') person.code = anchor.value
  else if (anchor.kind === 'phone') person.phone = anchor.value
  else if (anchor.kind === 'tail') {
    if (person.phone?.endsWith(anchor.value) !== true) person.phoneTail = anchor.value
  } else if (anchor.kind === 'name') {
    person.name ??= anchor.name
    if (anchor.relation !== '') person.relation = anchor.relation
  }
}

const FAMILY =
  /一家|全家|[两二三四五六]口|夫妻|夫妇|母女|母子|父子|父女|两口子|同一个?(?:号码?|电话|手机)|共用|同住|兄弟|姐妹|祖孙|爷孙|婆媳/

function isHousehold(text: string, people: readonly Draft[]): boolean {
  return FAMILY.test(text) || people.some(person => person.relation !== '')
}

/**
 * 一家三口同一个号码138…：张三、李四: a number or code at the head that stands with no name of its own belongs to
 * every member; so does the code of the task. 重复任务: two codes at the head share number and name.
 */
function shareHead(text: string, { people, marks }: Assigned): void {
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
  const head = marks.filter(mark => mark.person === first && mark.anchor.kind !== 'name')
  const name = marks.find(mark => mark.anchor.kind === 'name')?.anchor
  for (const { anchor } of head) {
    if (!name || anchor.start > name.start) continue
    const between = text.slice(anchor.end, name.start)
    const isShared =
      anchor.kind === 'code' ||
      first.relation !== '' ||
      FAMILY.test(between) ||
      /共用|同一个?(?:号|电话|手机)/.test(text.slice(Math.max(0, anchor.start - 10), anchor.start)) ||
      /^[ ]*[:：]/.test(between)
    if (isShared) people.slice(1).forEach(person => giveIdentity(person, anchor))
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

// --- who is told what ----------------------------------------------------------------------------------------------

interface Mark {
  readonly start: number
  readonly end: number
  readonly people: readonly Draft[]
  /** The mark is an identity, to be cut from the text. */
  readonly cut: boolean
}

const EVERYONE =
  /全家|一家(?![人三四])|(?:[两二三四五六]|\d)个?人(?!检)|两个(?:都|人)|大家|他们|她们|都(?=没|住|是|在|已|做|未|打|离|不|阴|核)|均|夫妻|两口子|大人小孩|一起|同住|住址都|住都|其他人都|地址/
/** Of people who are no household only what is said of them together: 都没出过深圳，都住…. */
const EVERYONE_LISTED = /(?:[两二三四五六]|\d)个?人(?!检)|两个(?:都|人)|他们|她们|都(?=没出|住|是|在|未离|没离)|一起/
const HOME = /(?:现|暂|家|目前|都|均)?住(?!户)|住址|地址/
const EVERYONE_G = new RegExp(EVERYONE, 'g')
const EVERYONE_LISTED_G = new RegExp(EVERYONE_LISTED, 'g')
const HOME_G = new RegExp(HOME, 'g')

function distribute(text: string, { people, marks }: Assigned, blanks: readonly Identity[]): void {
  if (people.length === 1) {
    const cuts = [...marks.map(({ anchor }) => anchor), ...blanks]
    people[0]?.parts.push(blanked(text, 0, text.length, cuts))
    return
  }
  const all = isHousehold(text, people) || EVERYONE_LISTED.test(text) ? people : []
  const scopes = [
    ...identityMarks(text, marks, people),
    ...memberMarks(text, people),
    ...everyoneMarks(text, people, all),
  ].sort((left, right) => left.start - right.start || right.end - left.end)
  const head = scopes[0]?.start ?? 0
  const lead = text.slice(0, head)
  people.forEach(person => person.parts.push(`${lead}|`))
  scopes.forEach((scope, index) => {
    const from = scope.cut ? scope.end : scope.start
    const to = scopes[index + 1]?.start ?? text.length
    if (to <= from) return
    const piece = blanked(text, from, to, blanks)
    scope.people.forEach(person => person.parts.push(`|${piece}`))
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

function saysNothing(words: string): boolean {
  return (
    findOutcomes(words).length === 0 &&
    !/[\d阴阳]|接|关机|空号|停机|占线|挂|拒|打通|通了|通话|人机|核酸|回|返|住|离|途|路过|做|检|未|没(?!有手机)|在|疫苗|针|同上|配合|转移|提醒|信箱|服务区/.test(
      words.replace(/无手机|没有手机|没手机|\d{1,2}[.、:)] ?|在一起|一起|同事|工地/g, ''),
    )
  )
}

/** 男的3号阴 女的只做了4号, 母亲3针，女儿未接种, ①③阴性，②未做 */
function memberMarks(text: string, people: readonly Draft[]): Mark[] {
  const marks: Mark[] = []
  const push = (start: number, end: number, members: readonly Draft[]) => {
    if (members.length > 0) marks.push({ start, end, people: members, cut: true })
  }
  const last = lastIdentityEnd(text, people)
  for (const match of text.slice(last).matchAll(MEMBER_WORD)) {
    const start = last + match.index
    if (!text.slice(0, start).endsWith('大人')) push(start, start + match[0].length, membersOf(match[0], people))
  }
  for (const match of text.slice(last).matchAll(LIST_SIGNS)) {
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
  const children = people.filter(
    person => /儿|女$|女儿|孙|孩|宝|子$/.test(person.relation) && !/妻/.test(person.relation),
  )
  if (/小孩|孩子|宝|儿子|女儿/.test(word)) return children.length > 0 ? children : people.slice(1)
  if (/大人/.test(word)) return people.filter(person => !children.includes(person))
  if (people.some(person => person.relation !== '' && !/儿|女|子|孙|孩|妹|弟|妻|老婆/.test(person.relation))) return []
  if (/^(?:父亲|母亲|爸爸|妈妈|丈夫|老公|姐姐|哥哥|爷爷|奶奶)$/.test(word)) return people.slice(0, 1)
  return /^(?:妻子|老婆|妹妹|弟弟|孙子|孙女)$/.test(word) ? people.slice(1) : []
}

function signedMembers(signs: string, people: readonly Draft[]): Draft[] {
  return [...signs.replace(/ /g, '')].flatMap(sign => people[sign.charCodeAt(0) - 0xe001] ?? [])
}

function everyoneMarks(text: string, people: readonly Draft[], all: readonly Draft[]): Mark[] {
  if (all.length === 0) return []
  const household = isHousehold(text, people)
  const last = lastIdentityEnd(text, people)
  const marks = [...text.slice(last).matchAll(household ? EVERYONE_G : EVERYONE_LISTED_G)].map(match => ({
    start: pieceStart(text, last + match.index, last),
    end: last + match.index + match[0].length,
    people,
    cut: false,
  }))
  if (!household) return marks
  const homes = [...text.slice(last).matchAll(HOME_G)].map(match => ({
    start: last + match.index,
    end: last + match.index + 1,
    people,
    cut: false,
  }))
  return [...marks, ...homes.filter(home => /[\s,，。;；\n】|]/.test(text.charAt(home.start - 1)))]
}

/** The words of all begin where their clause begins: 10月3日、4日全家均已做核酸. */
function pieceStart(text: string, at: number, from: number): number {
  let start = at
  while (start > from && !/[,，。;；\n【】|]/.test(text.charAt(start - 1))) start--
  return start
}

function blanked(text: string, from: number, to: number, cuts: readonly { start: number; end: number }[]): string {
  let at = from
  let result = ''
  for (const cut of [...cuts].sort((left, right) => left.start - right.start)) {
    if (cut.end <= at || cut.start >= to) continue
    result += `${text.slice(at, Math.max(at, cut.start))}|`
    at = Math.min(to, cut.end)
  }
  return result + text.slice(at, to)
}
