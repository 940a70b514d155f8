import { Hono } from 'hono'
import { ListMembersQuery, MemberList, SetRoles, StaffMember } from '../../contract/staff.ts'
import type { AppEnv } from '../http/app-env.ts'
import { change, read } from '../http/endpoint.ts'
import { idOf, json, query } from '../http/input.ts'
import { listMembers } from './list-members.ts'
import { setRoles } from './set-roles.ts'

export const staffRoutes = new Hono<AppEnv>()
  .get(
    '/members',
    read({ summary: 'Staff of the led units with their roles there', roles: ['lead'], answer: MemberList }),
    query(ListMembersQuery),
    async c => c.json({ items: await listMembers(c.var.act, c.req.valid('query')) }),
  )
  .put(
    '/members/:staffId/roles',
    change({ summary: "Replace a member's roles in the led units", roles: ['lead'], answer: StaffMember }),
    json(SetRoles),
    async c => c.json(await setRoles(c.var.act, idOf(c, 'staffId'), c.req.valid('json'))),
  )
