import { Hono } from 'hono'
import * as v from 'valibot'
import { Group, GroupKind, SetGroup, TryGroupAnswer, UnitGroupsList } from '../../contract/groups.ts'
import type { AppEnv } from '../http/app-env.ts'
import { DomainError } from '../errors.ts'
import { requestIdOf } from '../http/answer-once.ts'
import { change, read } from '../http/endpoint.ts'
import { bodyOf, idOf, json, type Asked } from '../http/input.ts'
import { listGroups } from './list-groups.ts'
import { findAddress, setGroup } from './set-group.ts'
import { noteTry, sendTestLine } from './try-group.ts'

export const groupRoutes = new Hono<AppEnv>()
  .get(
    '/groups',
    read({ summary: 'The led units and their groups', roles: ['lead'], answer: UnitGroupsList }),
    async c => c.json({ units: await listGroups(c.var.act) }),
  )
  .put(
    '/units/:unitId/groups/:kind',
    change({ summary: "Set the way to a unit's group", roles: ['lead'], answer: Group }, async c => {
      const way = { ...placeOf(c), input: await bodyOf(c, SetGroup) }
      return findAddress(c.var.deps, c.var.act, way, requestIdOf(c).replaceAll('-', ''))
    }),
    json(SetGroup),
    async c => c.json(await setGroup(c.var.act, { ...placeOf(c), input: c.req.valid('json') }, c.var.prepared)),
  )
  .post(
    '/groups/:groupId/try',
    change({ summary: 'Send a test line to a group', roles: ['lead'], answer: TryGroupAnswer }, c =>
      sendTestLine(c.var.deps, c.var.act, idOf(c, 'groupId')),
    ),
    async c => c.json(await noteTry(c.var.act, idOf(c, 'groupId'), c.var.prepared)),
  )

/** The unit and the kind of group in the path; what is neither cannot exist. */
function placeOf(c: Asked) {
  const kind = v.safeParse(GroupKind, c.req.param('kind'))
  if (!kind.success) throw new DomainError('not_found')
  return { unitId: idOf(c, 'unitId'), kind: kind.output }
}
