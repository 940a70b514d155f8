import * as v from 'valibot'

/** WeCom's answers as far as we read them; fields we do not use are left unread. */
export const Done = v.object({})

export const TokenAnswer = v.object({ access_token: v.pipe(v.string(), v.nonEmpty()), expires_in: v.number() })
export const TicketAnswer = v.object({ ticket: v.pipe(v.string(), v.nonEmpty()), expires_in: v.number() })

/** `auth/getuserinfo` writes `userid`, the older `user/getuserinfo` of private deployments `UserId`. */
export const IdentityAnswer = v.pipe(
  v.object({ userid: v.optional(v.string()), UserId: v.optional(v.string()) }),
  v.transform(answer => answer.userid ?? answer.UserId ?? ''),
)

export const MemberAnswer = v.object({
  userid: v.string(),
  name: v.string(),
  department: v.optional(v.array(v.number()), []),
  main_department: v.optional(v.number()),
  position: v.optional(v.string(), ''),
  is_leader_in_dept: v.optional(v.array(v.number()), []),
  status: v.optional(v.number(), 1),
})

export const MemberListAnswer = v.object({
  userlist: v.array(
    v.object({ userid: v.string(), name: v.optional(v.string(), ''), department: v.optional(v.array(v.number()), []) }),
  ),
})

const DepartmentRow = v.object({
  id: v.number(),
  name: v.optional(v.string(), ''),
  parentid: v.optional(v.number(), 0),
  order: v.optional(v.number(), 0),
})

export const DepartmentListAnswer = v.object({ department: v.array(DepartmentRow) })
export const DepartmentIdsAnswer = v.object({ department_id: v.array(DepartmentRow) })
export const DepartmentAnswer = v.object({ department: DepartmentRow })

export const GroupChatAnswer = v.object({ chatid: v.string() })

/** Lists of refused recipients come lower-cased and joined by `|`. */
const JoinedIds = v.pipe(
  v.optional(v.string(), ''),
  v.transform(text => text.split('|').filter(id => id !== '')),
)

export const MessageAnswer = v.object({ msgid: v.optional(v.string(), ''), invaliduser: JoinedIds })
