import { Hono } from 'hono'
import * as v from 'valibot'
import { Group, GroupKind, SetGroup, TryGroupAnswer, UnitGroupsList } from '../../contract/groups.ts'
import type { AppEnv } from '../app-env.ts'
import { DomainError } from '../errors.ts'
import { change, read } from '../http/endpoint.ts'
import { idOf, json } from '../http/input.ts'
import { listGroups } from './list-groups.ts'
import { setGroup } from './set-group.ts'
import { tryGroup } from './try-group.ts'

export const groupRoutes = new Hono<AppEnv>()
  .get(
    '/groups',
    read({ summary: 'The led units and their groups', roles: ['lead'], answer: UnitGroupsList }),
    async c => c.json({ units: await listGroups(c.var.deps.db, c.var.member) }),
  )
  .put(
    '/units/:unitId/groups/:kind',
    change({ summary: "Set the way to a unit's group", roles: ['lead'], answer: Group }),
    json(SetGroup),
    async c => {
      const { deps, db, member } = c.var
      const kind = kindOf(c.req.param('kind'))
      return c.json(await setGroup(deps, db, member, idOf(c, 'unitId'), kind, c.req.valid('json')))
    },
  )
  .post(
    '/groups/:groupId/try',
    change({ summary: 'Send a test line to a group', roles: ['lead'], answer: TryGroupAnswer }),
    async c => c.json(await tryGroup(c.var.deps, c.var.db, c.var.member, idOf(c, 'groupId'))),
  )

function kindOf(text: string): GroupKind {
  const parsed = v.safeParse(GroupKind, text)
  if (!parsed.success) throw new DomainError('not_found')
  return parsed.output
}
