import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { ConfigError } from '../config.ts'

/** The keys of the data at rest: all that may still be in use, and which one seals from now on. */
export interface KeyRing {
  current: string
  keys: Record<string, Buffer>
  /** Look-up hashes have a key of their own, which a rotation of the others leaves alone. */
  hashKey: Buffer
  /** Keys of the audit's seals, by purpose, kept when the look-up key they came from was destroyed. */
  auditKeys?: Record<string, Buffer>
}

const base64Key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}=$/))
const KeyFileBody = v.object({
  current: v.string(),
  keys: v.record(v.string(), base64Key),
  hashKey: base64Key,
  auditKeys: v.optional(v.record(v.string(), base64Key)),
})

/** `may be made`: there is no data yet that another key has sealed. */
export type KeyFile = 'must be there' | 'may be made'

/**
 * The keys from `HECHA_KEY`, else from a file in the data directory that only its owner may read.
 * @throws ConfigError where the file is missing though it must be there, is readable by others or is no key file
 */
export async function loadKeyRing(
  dataDir: string,
  environmentKey: string | undefined,
  keyFile: KeyFile = 'must be there',
): Promise<KeyRing> {
  if (environmentKey) return fromOneKey(Buffer.from(environmentKey, 'base64'))
  const file = join(dataDir, 'hecha.key')
  if (keyFile === 'may be made') await makeOnce(dataDir, file)
  if (!existsSync(file))
    throw new ConfigError(
      `${file} is missing, and there is data that only its key opens: put it back from its backup, or set HECHA_KEY; nothing was written · 缺少密钥文件，请从备份中放回`,
    )
  const { mode } = await stat(file)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new ConfigError(`${file} can be read by others; run: chmod 600 ${file}`)
  return readKeyFile(file)
}

/** Named by what it is, so that another key has another name; `env` is how values were named before. */
function fromOneKey(key: Buffer): KeyRing {
  const current = `e${createHash('sha256').update('hecha key id').update(key).digest('hex').slice(0, 12)}`
  return {
    current,
    keys: { env: key, [current]: key },
    hashKey: Buffer.from(hkdfSync('sha256', key, '', 'hecha look-up hashes', 32)),
  }
}

async function makeOnce(dataDir: string, file: string): Promise<void> {
  const newKey = () => randomBytes(32).toString('base64')
  const body = JSON.stringify({ current: 'k1', keys: { k1: newKey() }, hashKey: newKey() }, null, 2)
  await mkdir(dataDir, { recursive: true, mode: 0o711 })
  await writeFile(file, body, { mode: 0o600, flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause
  })
}

async function readKeyFile(file: string): Promise<KeyRing> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), KeyFileBody), await readFile(file, 'utf8'))
  if (!parsed.success)
    throw new ConfigError(`${file} is not a key file; restore it from the backup, without it the data cannot be read`)
  const { current, keys, hashKey, auditKeys } = parsed.output
  const decoded = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).map(([id, key]) => [id, Buffer.from(key, 'base64')]))
  const kept = auditKeys === undefined ? {} : { auditKeys: decoded(auditKeys) }
  return { current, keys: decoded(keys), hashKey: Buffer.from(hashKey, 'base64'), ...kept }
}

/**
 * Puts a new key into the file and makes it the current one; the old ones stay until `dropOldKeys`. Where a rotation was
 * not finished there is more than one key already, and the file is left as it is.
 */
export async function addKey(dataDir: string): Promise<KeyRing> {
  const ring = await loadKeyRing(dataDir, undefined)
  if (Object.keys(ring.keys).length > 1) return ring
  const current = `k${Number(ring.current.slice(1)) + 1}`
  return writeKeyFile(dataDir, { ...ring, current, keys: { ...ring.keys, [current]: randomBytes(32) } })
}

/** Takes all keys but the current one out of the file; what they sealed can never be read again. */
export async function dropOldKeys(dataDir: string): Promise<KeyRing> {
  const ring = await loadKeyRing(dataDir, undefined)
  return writeKeyFile(dataDir, { ...ring, keys: { [ring.current]: keyOf(ring, ring.current) } })
}

const AUDIT_PURPOSES = ['audit_head', 'audit_entry', 'audit_base', 'audit_line', 'audit_campaign']

/** What seals for this purpose is made with: one way, so the look-up key cannot be had from it. */
export const derivedHashKey = (hashKey: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', hashKey, '', purpose, 32))

/** Takes all keys but the current one out of the file, and puts a new look-up key in; those of the audit's seals stay. */
export async function renewKeys(dataDir: string): Promise<KeyRing> {
  const ring = await loadKeyRing(dataDir, undefined)
  const auditKeys =
    ring.auditKeys ??
    Object.fromEntries(AUDIT_PURPOSES.map(purpose => [purpose, derivedHashKey(ring.hashKey, purpose)]))
  const keys = { [ring.current]: keyOf(ring, ring.current) }
  return writeKeyFile(dataDir, { current: ring.current, keys, hashKey: randomBytes(32), auditKeys })
}

/** @throws ConfigError where the ring does not hold this key */
export function keyOf({ keys }: KeyRing, id: string): Buffer {
  const key = keys[id]
  if (key === undefined) throw new ConfigError(`the key file holds no key ${id}; use the key file of that time`)
  return key
}

/** Beside the old file first, then in its place, so that a crash leaves one or the other. */
async function writeKeyFile(dataDir: string, ring: KeyRing): Promise<KeyRing> {
  const texts = (keys: Record<string, Buffer>) =>
    Object.fromEntries(Object.entries(keys).map(([id, key]) => [id, key.toString('base64')]))
  const kept = ring.auditKeys === undefined ? {} : { auditKeys: texts(ring.auditKeys) }
  const own = { current: ring.current, keys: texts(ring.keys), hashKey: ring.hashKey.toString('base64'), ...kept }
  const body = JSON.stringify(own, null, 2)
  const file = join(dataDir, 'hecha.key')
  await rm(`${file}.new`, { force: true })
  await writeFile(`${file}.new`, body, { mode: 0o600, flag: 'wx', flush: true })
  await rename(`${file}.new`, file)
  return ring
}
