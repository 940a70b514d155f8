import { HOUR_MS } from '../time/lengths.ts'

/** What WeCom said of a userid before. */
export interface KnownMember {
  userid: string
  name: string
  /** When the directory was first seen without this userid; null: it stands there. */
  leftAt: Date | null
}

/** Who comes back within this time was never gone: somebody had narrowed the visible range by mistake. */
const AWAY_HOURS = 24

/** What stands between the words people write into a name in a corp: 陈晓（汀南）, 陈晓-流调. */
const BETWEEN = /[\s()（）[\]【】<>《》\-—_/|,，:：]+/

/**
 * Whether a userid still stands for the person it stood for. WeCom gives the userid of somebody who left to the next
 * person whom it fits, often of a like name: who was gone for longer, or is called otherwise now, is somebody else.
 */
export function isSamePerson(known: KnownMember, now: { name: string; at: Date }): boolean {
  const awayMs = known.leftAt === null ? 0 : now.at.getTime() - known.leftAt.getTime()
  return awayMs <= AWAY_HOURS * HOUR_MS && isSameName(known.userid, known.name, now.name)
}

/** All words of the shorter one stand in the other: names grow a unit and lose it again. A bare userid names nobody. */
function isSameName(userid: string, before: string, now: string): boolean {
  const nobody = wordsOf(userid).join()
  const [a, b] = [wordsOf(before), wordsOf(now)]
  if ([a, b].some(words => words.length === 0 || words.join() === nobody)) return true
  return a.every(word => b.includes(word)) || b.every(word => a.includes(word))
}

const wordsOf = (name: string) => name.normalize('NFKC').toLowerCase().split(BETWEEN).filter(Boolean)
