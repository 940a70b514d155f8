import { squeeze } from './grid.ts'

/** 澜汀街道办事处 → 澜汀街道 */
const bare = (sender: string) => squeeze(sender).replace(/(?:办事处|办公室|办|专班|分局|局|中心|站)$/, '')

/**
 * Whether two words mean the same sender, so that what was said about the columns of one holds for the other: 网格 and
 * 社区网格, 街道 and 澜汀街道办. Two streets by name are two.
 */
export function isSameSender(one: string, other: string): boolean {
  const [a, b] = [bare(one), bare(other)]
  if (a === b) return true
  return Math.min(a.length, b.length) >= 2 && (a.endsWith(b) || b.endsWith(a))
}

/** The words of which no two mean the same sender, the first of each kept. */
export function distinctSenders(senders: readonly string[]): string[] {
  return senders.filter((sender, i) => !senders.slice(0, i).some(earlier => isSameSender(earlier, sender)))
}
