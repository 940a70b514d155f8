import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { SourceFeed } from '../../contract/source-facts.ts'
import { FeedAnswer, TestResultFeed } from '../../contract/test-results.ts'
import { localDay } from '../../domain/dates.ts'
import { readFeed } from '../../domain/lab-feed.ts'
import { readSourceRows, type SourceFactKind } from '../../domain/source-facts.ts'
import type { AppEnv } from '../app-env.ts'
import { DomainError } from '../errors.ts'
import { read } from '../http/endpoint.ts'
import { takeTestResults } from '../test-results/take-test-results.ts'
import { takeOnce } from './take-once.ts'
import { takeSourceFacts } from './take-source-facts.ts'
import { readDelivery } from './verify-delivery.ts'

const LAB = '核酸平台'
const SOURCES: Record<SourceFactKind, string> = { vaccination: '疫苗接种系统', registration: '网格登记' }

const signed = (what: string) =>
  read({
    summary: `${what} from another system, signed with HECHA_FEED_KEY (docs/feeds.md); a repeated X-Hecha-Delivery changes nothing`,
    roles: 'public',
    answer: FeedAnswer,
  })

export const feedRoutes = new Hono<AppEnv>()
  .post('/feeds/test-results', signed('Lab results'), async c => {
    const { deps } = c.var
    const delivery = await readDelivery(c)
    const { source = LAB, rows } = parseFeed(TestResultFeed, delivery.body)
    const feed = readFeed(rows, localDay(deps.clock().getTime()))
    return c.json(await takeOnce(deps, `test-results ${delivery.id}`, tx => takeTestResults(deps, tx, feed, source)))
  })
  .post('/feeds/vaccinations', signed('Vaccinations'), c => takeFacts(c, 'vaccination'))
  .post('/feeds/registrations', signed('Registered addresses'), c => takeFacts(c, 'registration'))

async function takeFacts(c: Context<AppEnv>, kind: SourceFactKind) {
  const { deps } = c.var
  const delivery = await readDelivery(c)
  const { source = SOURCES[kind], rows } = parseFeed(SourceFeed, delivery.body)
  const facts = readSourceRows(kind, rows, localDay(deps.clock().getTime()))
  return c.json(await takeOnce(deps, `${kind} ${delivery.id}`, tx => takeSourceFacts(deps, tx, kind, facts, source)))
}

function parseFeed<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, body)
  if (parsed.success) return parsed.output
  const fields = parsed.issues.map(issue => ({ path: v.getDotPath(issue) ?? '', problem: issue.message }))
  throw new DomainError('invalid_input', { fields })
}
