import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { RegistrationRow, SourceFeed, VaccinationRow } from '../../contract/source-facts.ts'
import { FeedAnswer, TestResultFeed, TestResultRow } from '../../contract/test-results.ts'
import { dayAt } from '../../domain/time/clock.ts'
import { readFeed } from '../../domain/lab/feed.ts'
import { readSourceRows, type SourceFactKind } from '../../domain/lab/source-facts.ts'
import type { AppEnv } from '../http/app-env.ts'
import { DomainError } from '../errors.ts'
import { read } from '../http/endpoint.ts'
import { problemOf } from '../http/input.ts'
import { takeTestResults } from '../test-results/take-test-results.ts'
import { takeOnce } from './take-once.ts'
import { takeSourceFacts } from './take-source-facts.ts'
import { readDelivery } from './verify-delivery.ts'

const LAB = '核酸平台'
const SOURCES: Record<SourceFactKind, string> = { vaccination: '疫苗接种系统', registration: '网格登记' }

const HEADERS = [
  { name: 'X-Hecha-Timestamp', description: 'Unix time in seconds, at most five minutes from the server’s' },
  { name: 'X-Hecha-Delivery', format: 'uuid', description: 'of this delivery; a repeat changes nothing' },
  { name: 'X-Hecha-Signature', description: '`sha256=` and the HMAC-SHA-256 in hex of `<timestamp>.<body>`' },
]

/** Rows as they should be: the route judges them one by one, so that a bad one does not refuse the others. */
const feedOf = (row: v.GenericSchema) => v.object({ ...SourceFeed.entries, rows: v.array(row) })

const signed = (what: string, body: v.GenericSchema) =>
  read({
    summary: `${what} from another system, signed with HECHA_FEED_KEY (docs/feeds.md)`,
    roles: 'public',
    headers: HEADERS,
    body,
    answer: FeedAnswer,
  })

export const feedRoutes = new Hono<AppEnv>()
  .post('/feeds/test-results', signed('Lab results', feedOf(TestResultRow)), async c => {
    const { deps } = c.var
    const delivery = await readDelivery(c)
    const { source = LAB, rows } = parseFeed(TestResultFeed, delivery.body)
    const feed = readFeed(rows, dayAt(deps.clock().getTime()))
    const once = { id: `test-results ${delivery.id}`, body: delivery.body }
    return c.json(await takeOnce(deps, once, work => takeTestResults(work, feed, source)))
  })
  .post('/feeds/vaccinations', signed('Vaccinations', feedOf(VaccinationRow)), c => takeFacts(c, 'vaccination'))
  .post('/feeds/registrations', signed('Registered addresses', feedOf(RegistrationRow)), c =>
    takeFacts(c, 'registration'),
  )

async function takeFacts(c: Context<AppEnv>, kind: SourceFactKind) {
  const { deps } = c.var
  const delivery = await readDelivery(c)
  const { source = SOURCES[kind], rows } = parseFeed(SourceFeed, delivery.body)
  const facts = readSourceRows(kind, rows, dayAt(deps.clock().getTime()))
  const once = { id: `${kind} ${delivery.id}`, body: delivery.body }
  return c.json(await takeOnce(deps, once, work => takeSourceFacts(work, kind, facts, source)))
}

function parseFeed<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, body)
  if (parsed.success) return parsed.output
  const fields = parsed.issues.map(issue => ({ path: v.getDotPath(issue) ?? '', problem: problemOf(issue.message) }))
  throw new DomainError('invalid_input', { fields })
}
