import { COMPOUND_SURNAMES } from './surnames.ts'

/** What stands for hidden letters in a name: 张*, 张某, 陈×明, 张xx. */
const HIDDEN = /[*×某]+/
/** Whether a name as told shows more than the screens do of every name. */
export const isFullName = (name: string): boolean => [...name.trim()].length > 1 && !HIDDEN.test(name)

const LATIN = /^[\p{Script=Latin}\s.'-]+$/u

/**
 * Whether a name as told can be the one on the list. A mask stands for letters that are not known, a surname alone (张先生)
 * for every name that begins with it. Anything else must be the very name: people who sound alike are not the same.
 * What a mask told shows besides the surname is not compared: 陈*明, 陈*华, … would ask the list letter by letter.
 */
export function namesAgree(told: string, listed: string): boolean {
  const [left, right] = [plainName(told), plainName(listed)]
  if (left === '' || right === '') return false
  if (left === right) return true
  if (HIDDEN.test(left)) return beginsAs(left, right)
  if (HIDDEN.test(right)) return fits(right, left)
  return isSurname(left) && right.startsWith(left) && !LATIN.test(right)
}

const plainName = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/(\p{Script=Han})x+/gu, '$1*')

/** A name the list itself masks: the letters before the mask begin the name told, those behind it end it. */
function fits(masked: string, name: string): boolean {
  const [head = '', ...tails] = masked.split(HIDDEN)
  const tail = tails.at(-1) ?? ''
  if (head === '' || HIDDEN.test(name)) return head !== '' && name.startsWith(head)
  return name.length > head.length + tail.length && name.startsWith(head) && name.endsWith(tail)
}

/** By the surname that a mask told shows, as it does of every name. */
function beginsAs(masked: string, name: string): boolean {
  const head = [...(masked.split(HIDDEN)[0] ?? '')].slice(0, 2).join('')
  const surname = COMPOUND_SURNAMES.has(head) ? head : head.slice(0, 1)
  return surname !== '' && name.startsWith(surname)
}

/** One Han letter, or two that are a surname. */
const isSurname = (name: string) => [...name].length === 1 || COMPOUND_SURNAMES.has(name)
