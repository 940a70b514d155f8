export type WecomIdentity =
  | { kind: 'member'; userId: string }
  /** Not a member of this corp: a customer, or somebody of a linked corp. */
  | { kind: 'stranger' }

/** What we send into groups and to people. Text holds no resident's data: it leaves the system here. */
export type WecomContent =
  | { kind: 'text'; text: string; mentionedUserIds?: readonly string[] }
  | { kind: 'textcard'; title: string; description: string; url: string; buttonText?: string }

export interface WecomDepartment {
  id: number
  name: string
  parentId: number
  order: number
}

export interface WecomMember {
  userId: string
  name: string
  departmentIds: number[]
}

/** Departments and members as WeCom showed them at one moment. User ids are lower case. */
export interface DirectorySnapshot {
  departments: WecomDepartment[]
  members: WecomMember[]
}

export interface WecomMemberDetails extends WecomMember {
  mainDepartmentId: number | null
  position: string
  /** Departments this member leads. */
  leadsDepartmentIds: number[]
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status: number
}

export interface WecomDirectory {
  /** @throws WecomError 60111 or 60011 when the member is unknown or outside the app's visible range. */
  getMember(userId: string): Promise<WecomMemberDetails>
  /** The same, with `null` instead of those refusals. */
  findMember(userId: string): Promise<WecomMemberDetails | null>
  /** All departments the app sees, with names. */
  listDepartments(): Promise<WecomDepartment[]>
  /** Members of a department and everything below it, each once. */
  listMembers(departmentId: number): Promise<WecomMember[]>
}

export interface NewGroupChat {
  name: string
  ownerId?: string
  /** 2 to 2,000 members of the corp. */
  memberIds: readonly string[]
  /** At most 32 letters and digits; WeCom makes one up otherwise. */
  chatId?: string
}

/** Every function throws WecomError; see its `reaction` for what to do next. */
export interface WecomClient extends WecomDirectory {
  getUserIdByCode(code: string): Promise<WecomIdentity>
  /** Signs `config`. */
  getCorpTicket(): Promise<string>
  /** Signs `agentConfig`. */
  getAgentTicket(): Promise<string>
  /** Answers the chat id. The group stays invisible on the phones until something is sent to it. */
  createGroupChat(chat: NewGroupChat): Promise<string>
  /** Into a group this app created. WeCom gives no message id back, so it cannot be recalled. */
  sendGroupChat(chatId: string, content: WecomContent): Promise<void>
  /** Into the group this webhook key belongs to. */
  sendWebhook(key: string, content: WecomContent): Promise<void>
  /** To people, in the app's own thread. Answers whom it could not reach (lower-cased). */
  sendMessage(userIds: readonly string[], content: WecomContent): Promise<{ messageId: string; unreached: string[] }>
}
