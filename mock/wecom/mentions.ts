import type { DirectoryView } from './directory.ts'
import type { SimulatedGroup, SimulatedMention } from './types.ts'

const ALL = '@all'

/** User ids named in a list or as `<@userid>` inside the text. */
export function collectMentions(text: string, listed: readonly string[]): string[] {
  const inline = [...text.matchAll(/<@([^<>\s]{1,64})>/g)].map(match => match[1] ?? '')
  return [...new Set([...listed, ...inline])]
}

/** Ids that are neither members of the group nor everybody. */
export function findForeignMentions(group: SimulatedGroup, userIds: readonly string[]): string[] {
  const known = new Set(group.memberIds.map(id => id.toLowerCase()))
  return userIds.filter(id => id !== ALL && !known.has(id.toLowerCase()))
}

/** Mentions with the names the group shows. */
export function nameMentions(directory: DirectoryView, userIds: readonly string[]): SimulatedMention[] {
  return userIds.map(userId => ({
    userId,
    name: userId === ALL ? '所有人' : (directory.findMember(userId)?.name ?? userId),
  }))
}

/** `<@userid>` becomes `@姓名`, as the phones show it. */
export function showInlineMentions(text: string, directory: DirectoryView): string {
  return text.replace(/<@([^<>\s]{1,64})>/g, (_, id: string) => `@${directory.findMember(id)?.name ?? id}`)
}
