import type { DirectoryView } from './directory.ts'
import { refuse } from './refusal.ts'
import { textField, type JsonObject } from './request-body.ts'
import type { SimulatedApp } from './types.ts'

const MAX_USERS = 1_000
const MAX_PARTIES = 100
const MAX_TAGS = 100

export interface Recipients {
  userIds: string[]
  /** As in the answer: lower-cased and joined by `|`, fields without entries left out. */
  invalid: { invaliduser?: string; invalidparty?: string; invalidtag?: string }
}

/** `touser`, `toparty`, `totag`. 82001 when all are empty, 81013 when nobody is left. The corp has no tags. */
export function findRecipients(directory: DirectoryView, app: SimulatedApp, body: JsonObject): Recipients {
  const users = splitIds(textField(body, 'touser'))
  const parties = splitIds(textField(body, 'toparty'))
  const tags = splitIds(textField(body, 'totag'))
  if (users.length + parties.length + tags.length === 0) return refuse(82001)
  if (users.length > MAX_USERS) return refuse(40032)
  if (parties.length > MAX_PARTIES) return refuse(82002)
  if (tags.length > MAX_TAGS) return refuse(82003)

  const isInvalidUser = (id: string) => id !== '@all' && !isReachable(directory, app, id)
  const isInvalidParty = (id: string) => !directory.seesDepartment(app, Number(id))
  const validUsers = users.filter(id => !isInvalidUser(id))
  const userIds = new Set([
    ...validUsers.flatMap(id => (id === '@all' ? everyone(directory, app) : [directory.findMember(id)?.userId ?? id])),
    ...parties.filter(id => !isInvalidParty(id)).flatMap(id => membersBelow(directory, app, Number(id))),
  ])
  if (userIds.size === 0) return refuse(81013)
  const invalid = {
    ...joined('invaliduser', users.filter(isInvalidUser)),
    ...joined('invalidparty', parties.filter(isInvalidParty)),
    ...joined('invalidtag', tags),
  }
  return { userIds: [...userIds], invalid }
}

function splitIds(text: string): string[] {
  return text
    .split('|')
    .map(id => id.trim())
    .filter(id => id !== '')
}

function isReachable(directory: DirectoryView, app: SimulatedApp, userId: string): boolean {
  const member = directory.findMember(userId)
  return member !== null && directory.sees(app, member)
}

function everyone(directory: DirectoryView, app: SimulatedApp): string[] {
  return directory.data.members.filter(member => directory.sees(app, member)).map(({ userId }) => userId)
}

function membersBelow(directory: DirectoryView, app: SimulatedApp, departmentId: number): string[] {
  const ids = new Set(directory.below(departmentId).map(({ id }) => id))
  return directory.data.members
    .filter(member => directory.sees(app, member) && member.departmentIds.some(id => ids.has(id)))
    .map(({ userId }) => userId)
}

function joined(name: string, ids: string[]): Record<string, string> {
  return ids.length === 0 ? {} : { [name]: ids.map(id => id.toLowerCase()).join('|') }
}
