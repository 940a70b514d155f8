import * as a from './answers.ts'
import type { ApiCaller } from './call-api.ts'
import type { Credentials } from './credentials.ts'
import type { WecomDepartment, WecomDirectory, WecomMember, WecomMemberDetails } from '../ports/wecom.ts'
import { WecomError } from '../ports/wecom-error.ts'

const CONCURRENT_CALLS = 4

/** `department/list` may be withheld from an app that still sees the ids and can ask for each by itself. */
const WITHHELD = new Set([48002, 48005, 48006, 60011])

/** Codes of a member who left, or is not in the app's visible range. */
const NOT_VISIBLE = new Set([60011, 60021, 60111])

/** Reads the corp's departments and members within the app's visible range. */
export function createDirectory(call: ApiCaller, { withToken }: Credentials): WecomDirectory {
  async function getMember(userId: string): Promise<WecomMemberDetails> {
    const answer = await withToken(token =>
      call({ api: 'user/get', query: { access_token: token, userid: userId }, answer: a.MemberAnswer }),
    )
    return {
      userId: answer.userid,
      name: answer.name,
      departmentIds: answer.department,
      mainDepartmentId: answer.main_department ?? null,
      position: answer.position,
      leadsDepartmentIds: answer.department.filter((_, index) => answer.is_leader_in_dept[index] === 1),
      status: answer.status,
    }
  }

  async function findMember(userId: string): Promise<WecomMemberDetails | null> {
    try {
      return await getMember(userId)
    } catch (cause) {
      if (cause instanceof WecomError && cause.errcode !== null && NOT_VISIBLE.has(cause.errcode)) return null
      throw cause
    }
  }

  async function listDepartments(): Promise<WecomDepartment[]> {
    try {
      const answer = await withToken(token =>
        call({ api: 'department/list', query: { access_token: token }, answer: a.DepartmentListAnswer }),
      )
      return answer.department.map(toDepartment)
    } catch (cause) {
      if (!isWithheld(cause)) throw cause
      return listDepartmentsOneByOne()
    }
  }

  async function listDepartmentsOneByOne(): Promise<WecomDepartment[]> {
    const { department_id: rows } = await withToken(token =>
      call({ api: 'department/simplelist', query: { access_token: token }, answer: a.DepartmentIdsAnswer }),
    )
    return mapSome(rows, async ({ id }) => {
      const answer = await withToken(token =>
        call({ api: 'department/get', query: { access_token: token, id: String(id) }, answer: a.DepartmentAnswer }),
      )
      return toDepartment(answer.department)
    })
  }

  /** `user/simplelist` no longer descends by itself. */
  async function listMembers(departmentId: number): Promise<WecomMember[]> {
    const { department_id: rows } = await withToken(token =>
      call({
        api: 'department/simplelist',
        query: { access_token: token, id: String(departmentId) },
        answer: a.DepartmentIdsAnswer,
      }),
    )
    const ids = [...new Set([departmentId, ...rows.map(row => row.id)])]
    const lists = await mapSome(ids, listDirectMembers)
    return [...new Map(lists.flat().map(member => [member.userId.toLowerCase(), member])).values()]
  }

  async function listDirectMembers(departmentId: number): Promise<WecomMember[]> {
    const query = { department_id: String(departmentId) }
    const { userlist } = await withToken(token =>
      call({ api: 'user/simplelist', query: { access_token: token, ...query }, answer: a.MemberListAnswer }),
    )
    return userlist.map(({ userid, name, department }) => ({ userId: userid, name, departmentIds: department }))
  }

  return { getMember, findMember, listDepartments, listMembers }
}

function toDepartment(row: { id: number; name: string; parentid: number; order: number }): WecomDepartment {
  return { id: row.id, name: row.name, parentId: row.parentid, order: row.order }
}

function isWithheld(cause: unknown): boolean {
  if (!(cause instanceof WecomError)) return false
  return cause.status === 404 || (cause.errcode !== null && WITHHELD.has(cause.errcode))
}

/** In order, a few at a time: WeCom counts concurrent calls (45033). */
async function mapSome<In, Out>(items: readonly In[], map: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = []
  for (let start = 0; start < items.length; start += CONCURRENT_CALLS) {
    results.push(...(await Promise.all(items.slice(start, start + CONCURRENT_CALLS).map(map))))
  }
  return results
}
