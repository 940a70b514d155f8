import { randomUUID } from 'node:crypto'
import { eq, isNull } from 'drizzle-orm'
import { campaigns } from '../../db/schema/index.ts'
import { countOpenLists, emptyCity } from '../../purge/empty-city.ts'
import { WrongInput } from '../cli/command.ts'
import type { Opened } from '../cli/with-database.ts'
import { addKey, renewKeys, type KeyRing } from '../keys/key-ring.ts'
import { openKeys } from '../keys/open-keys.ts'
import { resealUnderCurrentKey } from '../keys/rotate-keys.ts'
import { createSealer } from '../keys/sealer.ts'
import { certify, fingerprintOf, type Certificate } from './certificate.ts'

/**
 * Ends a campaign: what is held about anybody is removed, what stays (addresses of groups) is sealed under a new key, and the old
 * keys, from which those of all communities come, are destroyed together with the look-up key: whatever lies in backups of the
 * database opens for nobody. The keys that seal the audit stay. Stopped in the middle, it goes on when run again.
 * @throws WrongInput while a list is open; Error where the key is not in a file of ours
 */
export async function endCampaign({ settings, pool, db, sealer, ring }: Opened, now: Date): Promise<Certificate> {
  if (settings.HECHA_KEY !== undefined)
    throw new Error('the key comes from HECHA_KEY, which only you can destroy; put it into the key file first')
  const open = await countOpenLists(db)
  if (open > 0) throw new WrongInput(`${open} lists are open; end them first · 还有 ${open} 个名单未结束`)
  const [begun] = await db.select().from(campaigns).where(isNull(campaigns.certificateHash))
  const { id, counts, keys, endedAt } = begun ?? (await begin({ db, sealer, ring }, now))
  await addKey(settings.HECHA_DATA)
  await resealUnderCurrentKey(pool, await openKeys(pool, settings))
  // The check names the old look-up key; the next start writes the one of the new.
  await pool.query('delete from key_checks')
  const renewed = await renewKeys(settings.HECHA_DATA)
  const body = { campaign: id, endedAt: endedAt.toISOString(), counts, destroyedKeys: keys }
  const certificate = certify(createSealer(renewed), { what: 'hecha campaign end', ...body })
  await db.update(campaigns).set({ certificateHash: certificate.hash }).where(eq(campaigns.id, id))
  return certificate
}

type Begun = Pick<typeof campaigns.$inferSelect, 'id' | 'keys' | 'endedAt' | 'counts'>

async function begin({ db, sealer, ring }: Pick<Opened, 'db' | 'sealer' | 'ring'>, endedAt: Date): Promise<Begun> {
  const made = { id: randomUUID(), keys: marksOf(ring), endedAt }
  const counts = await emptyCity({ db, sealer, clock: () => endedAt }, async (tx, held) => {
    await tx.insert(campaigns).values({ ...made, counts: held })
  })
  return { ...made, counts }
}

/** Every key of the ring, and the look-up key. */
const marksOf = ({ keys, hashKey }: KeyRing) => [
  ...Object.entries(keys).map(([id, key]) => ({ id, fingerprint: fingerprintOf(key) })),
  { id: 'look-up', fingerprint: fingerprintOf(hashKey) },
]
