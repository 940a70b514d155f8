import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { Department, DirectorySync, MapDepartments } from '../../contract/units.ts'
import type { AppEnv } from '../app-env.ts'
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
      await requireTopLead(c.var.deps.db, c.var.member)
      await fetchDirectory(c)
    }),
    json(MapDepartments),
    async c => {
      const { deps, db, member, directory } = c.var
      await mapDepartments(deps, db, member, directory, c.req.valid('json'))
      return c.json({ departments: await listDepartments(db, directory) })
    },
  )
  .post(
    '/directory/sync',
    change(
      { summary: 'Read units and staff from WeCom again', roles: ['lead'], answer: DirectorySync },
      fetchDirectory,
    ),
    async c => c.json(await applyDirectory(c.var.deps, c.var.db, c.var.directory, c.var.deps.clock())),
  )

async function fetchDirectory(c: Context<AppEnv>): Promise<void> {
  c.set('directory', await readDirectory(c.var.deps))
}
