import type { TaskChange } from '../../../contract/error-details.ts'
import type {
  ChatterLine,
  Doubt,
  MatchCandidate,
  PasteAnswer,
  PasteCard,
  PasteResult,
  RecordPastes,
} from '../../../contract/pastes.ts'
import { emptyReportFields, type ReadReport, type ReportFields } from '../../../contract/report-fields.ts'
import { fieldsOf, tellsSomething } from '../../../domain/reports/told.ts'
import { fieldLabel } from '../../../domain/words/report-field.ts'
import { moment } from '../../ui/time.ts'

/** A resident spoken of, and what the recorder decided about it. */
export interface PasteItem {
  card: PasteCard
  /** The task it goes to; null: still to be chosen. */
  chosen: MatchCandidate | null
  /** What the recorder corrected. */
  edited: ReportFields | null
  /** `skipped`: the recorder said that it is none of these; `known`: recorded before. */
  state: 'open' | 'sending' | 'recorded' | 'known' | 'skipped'
  /** Who recorded it before, and when. */
  knownBy: { by: string; at: string } | null
  problem: { text: string; changes: readonly TaskChange[] } | null
  /** The chatter it was taken from by hand; null: it was recognised. */
  line: ChatterLine | null
}

export interface Question {
  text: string
  /** What the chosen task's button says; null: the candidates themselves. */
  yes: string | null
  no: string
}

export const itemsOf = ({ cards }: PasteAnswer): PasteItem[] =>
  cards.map(card => ({
    line: null,
    card,
    chosen: card.doubt === null ? (card.candidates[0] ?? null) : null,
    edited: null,
    state: card.recorded ? 'known' : 'open',
    knownBy: card.recorded,
    problem: null,
  }))

/** A line in which the recorder sees a resident: whom and what it tells is filled in by hand. */
export function itemOfLine(line: ChatterLine): PasteItem {
  const { key, message, sender, sentAt } = line
  const nobody = { code: null, phone: null, phoneTail: null, name: null, supersedes: false, unsure: [], unread: [] }
  const card: PasteCard = {
    key,
    read: { ...emptyReportFields(), ...nobody, message, sender, sentAt },
    candidates: [],
    doubt: 'no_match',
    highlights: [],
    labSays: null,
    addressSealed: null,
    recorded: null,
    supersedes: false,
  }
  return { card, chosen: null, edited: null, state: 'open', knownBy: null, problem: null, line }
}

/** The task was chosen among the candidates, or found by what was typed: then it is one of them from now on. */
export function chooseTask(item: PasteItem, chosen: MatchCandidate): PasteItem {
  const others = item.card.candidates.filter(task => task.taskId !== chosen.taskId)
  return { ...item, chosen, problem: null, card: { ...item.card, candidates: [chosen, ...others] } }
}

/** Nothing is left to ask: one tap records it. */
export const isClear = ({ card, state, chosen, edited, problem }: PasteItem): boolean =>
  state === 'open' && chosen !== null && problem === null && tellsSomething(edited ?? card.read)

/** The task is known, and what is to be recorded of it has to be filled in by hand. */
export const isEmpty = ({ card, chosen, edited }: PasteItem): boolean =>
  chosen !== null && !tellsSomething(edited ?? card.read)

/** What is sent for an item whose task is chosen. */
export function requestOf({ card, chosen, edited }: PasteItem): RecordPastes['items'][number][] {
  if (!chosen) return []
  const { taskId, version } = chosen
  const { key, addressSealed } = card
  return [{ key, taskId, version, fields: edited ?? fieldsOf(card.read), addressSealed }]
}

/** The items after an answer: each result is about the one item with its key. */
export function applyResults(items: readonly PasteItem[], results: readonly PasteResult[]): PasteItem[] {
  const byKey = new Map(results.map(result => [result.key, result]))
  const versions = new Map(results.map(result => [result.taskId, result.record?.taskVersion]))
  return items.map(item => {
    const result = byKey.get(item.card.key)
    const settled = result ? settle(item, result) : item
    return withVersion(settled, taskId => versions.get(taskId))
  })
}

function settle(item: PasteItem, { outcome, by, at, changes, version, message }: PasteResult): PasteItem {
  if (outcome === 'recorded') return { ...item, state: 'recorded', problem: null }
  if (outcome === 'already') return { ...item, state: 'known', knownBy: by && at ? { by, at } : null, problem: null }
  const text = outcome === 'changed' ? '这条任务刚被改动过，看过再录。' : (message ?? '没有录入，请核对。')
  const open = { ...item, state: 'open' as const, problem: { text, changes: changes ?? [] } }
  return version === undefined
    ? open
    : withVersion(open, taskId => (taskId === item.chosen?.taskId ? version : undefined))
}

/** Other messages of one paste about the same task were read together: the recorder has seen what moved it. */
function withVersion(item: PasteItem, versionOf: (taskId: string) => number | undefined): PasteItem {
  const renew = (task: MatchCandidate) => ({ ...task, version: versionOf(task.taskId) ?? task.version })
  const { chosen, card } = item
  if (!card.candidates.some(task => versionOf(task.taskId) !== undefined)) return item
  return {
    ...item,
    chosen: chosen && renew(chosen),
    card: { ...card, candidates: card.candidates.map(renew) },
  }
}

/** A record taken back: its card can be recorded again, on the task as it is now. */
export function comeBack(items: readonly PasteItem[], key: string, taskVersion: number): PasteItem[] {
  const back = items.find(item => item.card.key === key)
  const taskId = back?.chosen?.taskId
  return items.map(item => {
    const renewed = withVersion(item, id => (id === taskId ? taskVersion : undefined))
    return item === back ? { ...renewed, state: 'open', problem: null } : renewed
  })
}

/** Whom a card is about, in the few words by which the recorder knows them. */
export function nameOf({ card, chosen }: PasteItem): { name: string; tail: string | null; code: string | null } {
  const { name, phoneTail, code } = card.read
  if (chosen) return { name: chosen.name, tail: chosen.phoneTail, code: chosen.code }
  return { name: name ?? '没说姓名', tail: phoneTail, code }
}

/** What was told of the resident and is not so on the chosen task, in words; null: nothing. */
export function toldOtherwise({ card, chosen }: PasteItem): string | null {
  const { name, phoneTail, code } = card.read
  if (!chosen) return null
  const otherwise = [
    code !== null && code !== chosen.code && `#${code}`,
    name !== null && !chosen.name.includes(name.slice(0, 1)) && name,
    phoneTail !== null && !chosen.phoneTail.endsWith(phoneTail) && `尾号${phoneTail}`,
  ].filter(Boolean)
  return otherwise.length === 0 ? null : `消息里写的是 ${otherwise.join(' ')}`
}

/** Questions about whom: where none of the candidates is right, the task is found by its code. */
const ABOUT_WHOM: ReadonlySet<Doubt> = new Set<Doubt>([
  'no_match',
  'several',
  'code_wrong',
  'name_differs',
  'tail_only',
])

/** Whether a code or tail can be typed instead. */
export const asksWhom = ({ doubt, candidates }: PasteCard): boolean =>
  doubt !== null && (ABOUT_WHOM.has(doubt) || candidates.length === 0)

const NONE = { yes: null, no: '都不是' }
const LEAVE = { yes: null, no: '不录' }

/** Which words or fields a person has to look at; more than a few are not listed. */
function notUnderstood({ unread, unsure }: ReadReport): string {
  const words = unread.slice(0, 3).map(({ text }) => `「${text}」`)
  const fields = unsure.slice(0, 3).map(fieldLabel)
  const asked = [
    words.length > 0 && `${words.join('')}没看懂`,
    fields.length > 0 && `${fields.join('、')}拿不准`,
  ].filter(Boolean)
  return `${asked.join('，')}，识别的对吗？`
}

/** The one question that is left, in words; null: nothing is doubtful. */
export function questionOf({ card, line }: Pick<PasteItem, 'card' | 'line'>, now: number): Question | null {
  const { doubt, read, candidates } = card
  if (doubt === null) return null
  if (line) return { text: '说的是哪一位居民？', yes: null, no: '放回闲聊' }
  const replaces = candidates[0]?.replaces
  const several = candidates.length > 1 ? `${candidates.length} 个任务都像是，是哪一个？` : '是这一位吗？'
  const words: Record<Doubt, Question> = {
    no_match:
      candidates.length > 0
        ? { text: `任务码不在您的社区，号码对得上。${several}`, ...NONE }
        : { text: '您的社区里没有对得上的任务。', ...LEAVE },
    several: { text: several, ...NONE },
    code_wrong:
      candidates.length > 0
        ? { text: `任务码 ${read.code ?? ''} 写错了，差一个字符的是下面的。${several}`, ...NONE }
        : { text: `任务码 ${read.code ?? ''} 写错了，没有对上任何人，请向电话组核对。`, ...LEAVE },
    name_differs: { text: `姓名或号码和任务对不上。${several}`, ...NONE },
    task_closed: { text: '任务已经关闭，还要录入吗？', ...LEAVE },
    question: {
      text: '没看出说了什么情况，可能是在问。',
      yes: candidates.length === 1 ? '自己填' : null,
      no: '不录',
    },
    tail_only: { text: `只有尾号，没有姓名。${several}`, ...NONE },
    recorded_before: {
      text: replaces
        ? `${replaces.by} ${moment(replaces.at, now)} 录过这位，用这条替换吗？`
        : '这位录过了，用这条替换吗？',
      yes: '替换',
      no: '不录',
    },
    withdrawn: { text: '电话组撤回了这位最近的反馈，这条是新的吗？', yes: '是新的，录入', no: '不录' },
    household: { text: '同一号码的另一位家人，录入会替换前一位的。', yes: '仍要录入', no: '不录' },
    not_understood: { text: notUnderstood(read), yes: '没错，录入', no: '不录' },
  }
  return words[doubt]
}
