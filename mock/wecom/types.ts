/** An app of the simulated corp, as its admin console would hold it. */
export interface SimulatedApp {
  agentId: number
  name: string
  secret: string
  /** `host` or `host:port`, compared exactly for login; sub-domains are good enough for the JS-SDK. */
  trustedHosts: readonly string[]
  /** 可见范围. The root department (1) in it also allows app groups. */
  visible: { departmentIds: readonly number[]; userIds: readonly string[] }
}

export interface SimulatedDepartment {
  id: number
  name: string
  /** 0 for the root, whose id is 1. */
  parentId: number
}

export interface SimulatedMember {
  userId: string
  name: string
  departmentIds: readonly number[]
  position?: string
  leadsDepartmentIds?: readonly number[]
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status?: 1 | 2 | 4 | 5
}

/** Somebody who can open the page without being a member; with an external id they are a customer of a member. */
interface SimulatedStranger {
  openId: string
  name: string
  externalUserId?: string
}

/** A phone of the stage: its page is opened on `<label>.<stage host>`, with this member signed in. */
export interface SimulatedPhone {
  label: string
  userId: string
  /** Shown under the name, for example 电话组. */
  role: string
}

/** A group staff already use, with or without a push bot. */
export interface SimulatedGroupSeed {
  chatId: string
  name: string
  memberIds: readonly string[]
  webhook?: { key: string; name: string }
}

export interface SimulatedDirectory {
  corpId: string
  corpName: string
  apps: readonly SimulatedApp[]
  departments: readonly SimulatedDepartment[]
  members: readonly SimulatedMember[]
  strangers: readonly SimulatedStranger[]
  phones: readonly SimulatedPhone[]
  groups: readonly SimulatedGroupSeed[]
}

export interface SimulatedGroup {
  chatId: string
  name: string
  ownerId: string
  memberIds: string[]
  /** The app that created it, `null` for a group staff made themselves. */
  agentId: number | null
  webhook: { key: string; name: string } | null
  /** An app's group appears on the phones with its first message. */
  visible: boolean
}

export interface SimulatedMention {
  userId: string
  name: string
}

export interface SimulatedCard {
  title: string
  description: string
  url: string
}

export interface SimulatedMessage {
  /** Grows by one with every message. */
  id: number
  /** `null`: sent to people, not into a group. */
  chatId: string | null
  sender: { kind: 'app' | 'bot' | 'member'; id: string; name: string }
  /** ISO 8601, UTC. */
  at: string
  format: 'text' | 'markdown' | 'markdown_v2' | 'card' | 'image' | 'other'
  text: string
  card: SimulatedCard | null
  mentions: SimulatedMention[]
  /** Whether the reading client highlights mentions (from 5.0.6). */
  highlightsMentions: boolean
  /** Members who got it; limits drop the rest without a word. */
  deliveredTo: string[]
  /** Shown with a watermark and not to be forwarded. */
  confidential: boolean
  /** Of app messages to people, needed to recall them. */
  messageId: string | null
  recalled: boolean
}

export type IssuedKind = 'access_token' | 'corp_ticket' | 'agent_ticket'

/** A token or ticket handed out. Kept over a restart, as the real service keeps its own. */
export interface IssuedCredential {
  kind: IssuedKind
  value: string
  agentId: number
  /** ISO 8601, UTC. */
  expiresAt: string
}
