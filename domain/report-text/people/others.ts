import { matchesOf } from '../fold/matches.ts'
import { join, slice, type Folded } from '../fold/folded.ts'
import { findOutcomes } from '../facts/outcome.ts'
import type { Person } from './people.ts'

/** People beside the resident; what is told of them is not the resident's. */
const OTHER =
  '(?:妻子|丈夫|老婆|老公|爱人|太太|配偶|儿子|女儿|大儿子|小儿子|大女儿|小女儿|父亲|母亲|爸爸|妈妈|他爸|他妈|她爸|她妈|爸|妈|父母|爷爷|奶奶|外公|外婆|公公|婆婆|岳父|岳母|孙子|孙女|哥哥?|弟弟?|姐姐?|妹妹?|儿媳|媳妇|女婿|保姆|室友|舍友|同事|朋友|男朋友|女朋友|小孩|孩子|家属|家人|工友|房东|店长|物业|老板娘?|志愿者|亲戚|邻居|同学|老乡|中介|领导)'
/** Words between such a person and what is told that make the person tell, go along or lend, not act. */
const NO_SUBJECT =
  /^(?:[,， ]?(?:说|讲|称|接|听|告知|反映|反馈|代|帮|在旁|陪|表示|回电|回复|自述|打来|那边说)|的?(?:电话|手机|号码?|车|名字|身份证)|[、和与及跟同]|一起|一同|一道|也一起|\||$|家$|家[,，。;；]|用|在用|使用|叫)/
/** 房东下来了，说租客…: the person only tells. */
const TELLER = /^[^。;；\n]{0,12}?(?:说|讲|称|回电|告知|反映|反馈|表示|回复|接的|接听|听的|听电话|代接)/
const OPENS = new RegExp(
  `^[ (]*(?:但是?|不过|而且?|另外|还有|后来|只有|然后)?(?:他的?|她的?|其)?(${OTHER})(?:们)?(?:和(?:他的?|她的?)?${OTHER})?`,
)
const BACK =
  /^[ ]*(?:但是?|不过|而)?(?:本人|他本人|她本人|他自己|她自己|自己|机主|居民|该居民|业主|他(?!的?(?:妻|丈|老|爱|儿|女|父|母|爸|妈|哥|弟|姐|妹|家|同|朋|邻))|她(?!的?(?:妻|丈|老|爱|儿|女|父|母|爸|妈|哥|弟|姐|妹|家|同|朋|邻))|全家|都|均|\||现住|住|地址|住址)/
const TELLS = /[\d阴阳]|核酸|做|检|回|返|去|到|离|在|住|针|疫苗|隔离|来|搬/

/** A clause, by its place in the words of a person. */
export interface Clause {
  readonly start: number
  readonly end: number
}

/** Clauses whose subject is somebody beside the resident, with those that go on speaking of that person. */
export function clausesOfOthers({ text, household }: Person): Clause[] {
  if (household || findOutcomes(text).some(({ outcome }) => outcome === 'wrong_person')) return []
  const found: Clause[] = []
  let other = false
  for (const clause of matchesOf(text, /[^,，。;；\n]+[,，。;；\n]?/g)) {
    const words = clause[0]
    const opens = OPENS.exec(words)
    const rest = opens === null ? '' : words.slice(opens[0].length)
    const ahead = opens === null ? '' : text.slice(clause.index + opens[0].length, clause.index + opens[0].length + 20)
    const acts = opens !== null && !NO_SUBJECT.test(rest) && !TELLER.test(ahead) && TELLS.test(rest)
    if (acts) other = true
    else if (opens !== null || BACK.test(words)) other = false
    if (other) found.push({ start: clause.index, end: clause.index + words.replace(/[,，。;；\n]$/, '').length })
    if (/[。;；\n]$/.test(words)) other = false
  }
  return found
}

/** The person with the words that are left without these clauses. */
export function withoutClauses(person: Person, clauses: readonly Clause[]): Person {
  if (clauses.length === 0) return person
  const words = person.told
  const pieces: Folded[] = []
  let from = 0
  for (const { start, end } of clauses) {
    pieces.push(slice(words, from, start))
    from = end
  }
  const told = join([...pieces, slice(words, from)], '|')
  return { ...person, told, text: told.text }
}
