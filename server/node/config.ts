import * as v from 'valibot'

/** A setting that stops the start; the message names the variable and says what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const url = v.pipe(v.string(), v.url('must be an address such as https://hecha.example.gov.cn'))
const withoutSlash = v.pipe(
  url,
  v.transform(text => text.replace(/\/+$/, '')),
)

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/

/** Without https a session travels in clear, and no cookie can be bound to this host alone. */
const secureUrl = v.pipe(
  withoutSlash,
  v.check(text => {
    const { protocol, hostname } = new URL(text)
    return protocol === 'https:' || LOOPBACK.test(hostname)
  }, 'must begin with https:// (http:// only for a loopback address): put a proxy with a certificate in front'),
)

/** 深圳,鹏城 */
const wordList = v.pipe(
  v.string(),
  v.transform(text => text.split(/[,，、]/).map(word => word.trim())),
)

const Environment = v.object({
  PORT: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,5}$/, 'must be a port number'), v.transform(Number), v.maxValue(65_535)),
    '8080',
  ),
  HOST: v.optional(v.pipe(v.string(), v.nonEmpty()), '127.0.0.1'),
  PUBLIC_URL: v.optional(secureUrl),
  HECHA_DATA: v.optional(v.pipe(v.string(), v.nonEmpty()), './data'),
  HECHA_KEY: v.optional(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64 (openssl rand -base64 32)')),
  ),
  HECHA_AUDIT_FILE: v.optional(v.pipe(v.string(), v.nonEmpty())),
  HECHA_AUDIT_POST: v.optional(v.picklist(['daily', 'none'], 'must be daily or none'), 'none'),
  HECHA_AUDIT_DAYS: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, 'must be a number of days'),
      v.transform(Number),
      v.minValue(30, 'must be at least 30'),
    ),
    '1095',
  ),
  HECHA_POOL: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,3}$/, 'must be a number of connections'),
      v.transform(Number),
      v.minValue(5, 'must be at least 5'),
    ),
  ),
  HECHA_FIRST_LEAD: v.optional(v.pipe(v.string(), v.trim(), v.nonEmpty())),
  HECHA_CITY: v.optional(
    v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(4, 'is the short name of the city, such as 深')),
  ),
  HECHA_CITY_SPELLINGS: v.optional(wordList, ''),
  HECHA_CITY_NEIGHBOURS: v.optional(wordList, ''),
  HECHA_DEMO_LAB_S: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,4}$/, 'must be a number of seconds'), v.transform(Number)),
    '45',
  ),
  HECHA_DEMO_HOURS_AHEAD: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,2}$/, 'must be a number of hours'), v.transform(Number), v.maxValue(23)),
    '0',
  ),
  HECHA_FEED_KEY: v.optional(v.pipe(v.string(), v.minLength(16, 'must have at least 16 characters'))),
  DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, 'must begin with postgres://'))),
  WECOM_CORP_ID: v.optional(v.pipe(v.string(), v.nonEmpty())),
  WECOM_AGENT_ID: v.optional(v.pipe(v.string(), v.regex(/^\d+$/, 'must be a number'), v.transform(Number))),
  WECOM_SECRET: v.optional(v.pipe(v.string(), v.nonEmpty())),
  WECOM_API_BASE: v.optional(withoutSlash, 'https://qyapi.weixin.qq.com'),
  WECOM_AUTHORIZE_URL: v.optional(withoutSlash, 'https://open.weixin.qq.com/connect/oauth2/authorize'),
})

export type Settings = v.InferOutput<typeof Environment> & { wecom: WecomSettings | null }

export interface WecomSettings {
  corpId: string
  agentId: number
  secret: string
  apiBase: string
  authorizeUrl: string
}

/**
 * Reads the settings; empty variables count as not set.
 * @throws ConfigError naming the variable and what it must be
 */
export function readConfig(environment: Record<string, string | undefined>): Settings {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const parsed = v.safeParse(Environment, set)
  if (!parsed.success) {
    const [issue] = parsed.issues
    throw new ConfigError(`${v.getDotPath(issue) ?? 'environment'} ${issue.message}`)
  }
  return { ...parsed.output, wecom: readWecom(parsed.output) }
}

function readWecom(settings: v.InferOutput<typeof Environment>): WecomSettings | null {
  const { WECOM_CORP_ID: corpId, WECOM_AGENT_ID: agentId, WECOM_SECRET: secret, PUBLIC_URL: publicUrl } = settings
  if (corpId === undefined) {
    if (secret !== undefined)
      throw new ConfigError('WECOM_SECRET is set but WECOM_CORP_ID is not; set both, or neither for the simulation')
    if (!LOOPBACK.test(settings.HOST))
      throw new ConfigError(
        'HOST must be a loopback address while no WECOM_CORP_ID is set: the simulation is never reachable from outside',
      )
    return null
  }
  if (agentId === undefined) throw new ConfigError('WECOM_AGENT_ID must be set together with WECOM_CORP_ID')
  if (secret === undefined) throw new ConfigError('WECOM_SECRET must be set together with WECOM_CORP_ID')
  if (publicUrl === undefined)
    throw new ConfigError(
      'PUBLIC_URL must be set together with WECOM_CORP_ID: the address people open, on the trusted domain',
    )
  return { corpId, agentId, secret, apiBase: settings.WECOM_API_BASE, authorizeUrl: settings.WECOM_AUTHORIZE_URL }
}
