import { Hono } from 'hono'
import * as v from 'valibot'
import { Department, DirectorySync, MapDepartments } from '../../contract/units.ts'
import type { AppEnv } from '../http/app-env.ts'
import { change, read } from '../http/endpoint.ts'
import { json } from '../http/input.ts'
import { requireTopLead } from '../access/led-units.ts'
import { listDepartments } from './list-departments.ts'
import { mapDepartments } from './map-departments.ts'
import { readDirectory } from './read-directory.ts'
import { applyDirectory } from './sync-directory.ts'

const DepartmentList = v.object({ departments: v.array(Department) })

export const directoryRoutes = new Hono<AppEnv>()
  .get(
    '/directory/departments',
    read({ summary: 'WeCom departments and the unit each one is', roles: ['lead'], answer: DepartmentList }),
    async c => c.json({ departments: await listDepartments(c.var.deps.db, await readDirectory(c.var.deps)) }),
  )
  .put(
    '/directory/departments',
    change({ summary: 'Say which departments are units', roles: ['lead'], answer: DepartmentList }, async c => {
      await requireTopLead(c.var.act)
      return readDirectory(c.var.deps)
    }),
    json(MapDepartments),
    async c => {
      const { deps, act, prepared: directory } = c.var
      await mapDepartments(act, c.req.valid('json'), directory, deps.config.firstLead)
      return c.json({ departments: await listDepartments(act.db, directory) })
    },
  )
  .post(
    '/directory/sync',
    change({ summary: 'Read units and staff from WeCom again', roles: ['lead'], answer: DirectorySync }, c =>
      readDirectory(c.var.deps),
    ),
    async c => {
      const { deps, act, prepared: directory } = c.var
      const { firstLead } = deps.config
      return c.json(await applyDirectory(act, directory, { firstLead, now: act.clock(), by: act.member.staffId }))
    },
  )
