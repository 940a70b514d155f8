import { eq } from 'drizzle-orm'
import { only } from '../../server/db/db.ts'
import { roleGrants, staff, units } from '../../server/db/schema/index.ts'
import { syncDirectory } from '../../server/units/sync-directory.ts'
import type { Client, TestApp } from './app.ts'
import { startOver } from './simulated-corp.ts'

/** The key of the push webhook of the group staff of 汀南社区 already use. */
export const WEBHOOK = 'hook-tingnan-0001'

export type LedCity = Awaited<ReturnType<typeof givenLedCity>>

/** The test corp read from its directory, with a lead of the city and one of 汀南社区. */
export async function givenLedCity(app: TestApp) {
  await startOver(app)
  await syncDirectory(app.deps, app.clock.now)
  const { db } = app.deps

  const unitOf = async (departmentId: number) =>
    only(await db.select().from(units).where(eq(units.departmentId, departmentId))).id
  const staffIdOf = async (userid: string) => only(await db.select().from(staff).where(eq(staff.userid, userid))).id

  const [city, street, community, neighbour] = [await unitOf(1), await unitOf(3), await unitOf(4), await unitOf(5)]
  const lead = await app.as(await staffIdOf('zhao.min'))
  const communityLead = await app.as(await app.givenStaff('钱多', ['lead', community]))

  const setGroup = (client: Client, unitId: string, body: object, kind = 'result') =>
    client.send('PUT', `/api/units/${unitId}/groups/${kind}`, { name: '汀南社区流调群', ...body })

  return {
    city,
    street,
    community,
    neighbour,
    lead,
    communityLead,
    setGroup,
    givenGroupId: async (body: object, unitId = community): Promise<string> =>
      (await (await setGroup(lead, unitId, body)).json()).id,
    tryGroup: (client: Client, groupId: string) => client.send('POST', `/api/groups/${groupId}/try`),
    /** Makes a member of the directory a caller of the unit. */
    async grant(userid: string, unitId: string) {
      const staffId = await staffIdOf(userid)
      await db.insert(roleGrants).values({ staffId, role: 'caller', unitId, grantedAt: app.clock.now })
    },
    /** WeCom does not know people whom only the test made, so it makes no group with them. */
    removeCommunityLead: async () => {
      await db.delete(roleGrants).where(eq(roleGrants.unitId, community))
    },
  }
}

export const byWebhook = (webhook: string) => ({ channel: 'webhook', webhook })
