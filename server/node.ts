import { cityNamed, type City } from '../domain/city.ts'
import { resolve } from 'node:path'
import { serve, type HttpBindings, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import type { AppConfig } from './deps.ts'
import { createApp } from './app.ts'
import { runJobs } from './jobs/run-jobs.ts'
import { createClosers } from './node/closers.ts'
import { ConfigError, readConfig, type Settings } from './node/config.ts'
import { log } from './node/log.ts'
import { clockOf, openDeps, openOwnDatabase } from './node/open-deps.ts'
import { ownHostsOnly } from './node/own-hosts.ts'
import { createPages } from './node/pages/pages.ts'
import { stopOnSignal } from './node/stop-on-signal.ts'

const DIST = resolve(import.meta.dirname, '../dist')

const closers = createClosers()
stopOnSignal(
  () => closers.close(),
  message => log('info', message),
)

try {
  const settings = readConfig(process.env)
  await (settings.wecom ? startProduction(settings, settings.wecom) : startDemo(settings))
} catch (cause) {
  // A start that was asked to stop fails on what was closed under it; the signal ends the process.
  if (!closers.closing) await failToStart(cause)
}

async function failToStart(cause: unknown): Promise<void> {
  if (cause instanceof ConfigError) process.stderr.write(`Cannot start: ${cause.message}\n无法启动：${cause.message}\n`)
  else process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`)
  await closers.close()
  process.exit(2)
}

async function startProduction(settings: Settings, wecom: NonNullable<Settings['wecom']>): Promise<void> {
  const publicUrl = settings.PUBLIC_URL ?? ''
  const config = makeConfig(settings, wecom, [new URL(publicUrl).origin], null)
  const database = await closers.add(openOwnDatabase(settings), opened => opened.close())
  const opened = await closers.add(openDeps(settings, database, config, { settings: wecom }), deps => deps.close())
  const app = createApp(opened.deps)
  app.route('/', await createPages({ dist: DIST, simulation: null, https: config.secureCookies }))
  await closers.add(runJobs(opened.deps, opened.process), jobs => jobs.stop())
  await closers.add(listenOn(app.fetch, settings), closeServer)
  announce(publicUrl)
}

/** The only door to `mock/`: without a configured corp the simulated WeCom and the invented city are loaded here. */
async function startDemo(settings: Settings): Promise<void> {
  if (process.argv.includes('--production'))
    throw new ConfigError(
      'WECOM_CORP_ID must be set: `npm run serve` never runs the simulation; use `npm start` for that',
    )
  const { createDemo } = await import('../mock/demo.ts')
  const database = await closers.add(openOwnDatabase(settings), opened => opened.close())
  const demo = createDemo({
    port: settings.PORT,
    executor: database.pool,
    labEveryS: settings.HECHA_DEMO_LAB_S,
    clock: clockOf(settings),
  })
  const config = makeConfig(settings, demo.wecom, demo.origins, demo.authorizeUrl)
  const wiring = { settings: demo.wecom, fetch: demo.fetch }
  const opened = await closers.add(openDeps(settings, database, config, wiring), deps => deps.close())
  await demo.seed(opened.deps)
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(ownHostsOnly(demo.origins))
  app.all('/simulation/*', c => demo.fetch(c.req.raw))
  app.route('/', createApp(opened.deps))
  const pages = process.argv.includes('--dev')
    ? await (await import('./node/pages/dev-pages.ts')).createDevPages(DIST)
    : await createPages({ dist: DIST, simulation: demo.pages, https: false })
  app.all('*', c => pages.fetch(c.req.raw, c.env))
  await closers.add(runJobs(opened.deps, opened.process), jobs => jobs.stop())
  await closers.add(demo.runLab(opened.deps), lab => lab.stop())
  await closers.add(listenOn(app.fetch, settings), closeServer)
  announce(demo.stageUrl)
}

function makeConfig(
  settings: Settings,
  wecom: NonNullable<Settings['wecom']>,
  origins: readonly string[],
  simulatedAuthorizeUrl: string | null,
): AppConfig {
  return {
    origins,
    isOwnOrigin: origin => origins.includes(origin),
    corpId: wecom.corpId,
    agentId: wecom.agentId,
    authorizeUrl: simulatedAuthorizeUrl ?? wecom.authorizeUrl,
    simulated: simulatedAuthorizeUrl !== null,
    city: cityOf(settings, simulatedAuthorizeUrl !== null),
    firstLead: settings.HECHA_FIRST_LEAD ?? null,
    secureCookies: origins.every(origin => origin.startsWith('https://')),
    feedKey: settings.HECHA_FEED_KEY ?? null,
    postsAudit: settings.HECHA_AUDIT_POST === 'daily',
    auditDays: settings.HECHA_AUDIT_DAYS,
  }
}

/** The invented city of the demo is 明州. */
function cityOf({ HECHA_CITY: short, ...words }: Settings, simulated: boolean): City {
  const added = { spellings: words.HECHA_CITY_SPELLINGS, neighbours: words.HECHA_CITY_NEIGHBOURS }
  if (short === undefined && simulated) return cityNamed('明', { ...added, spellings: ['明州'] })
  return cityNamed(short ?? '本市', added)
}

type Fetch = Parameters<typeof serve>[0]['fetch']

function listenOn(fetch: Fetch, { PORT: port, HOST: hostname }: Settings): Promise<ServerType> {
  return new Promise((done, fail) => {
    const server = serve({ fetch, port, hostname }, () => done(server))
    server.once('error', (cause: NodeJS.ErrnoException) => {
      fail(
        cause.code === 'EADDRINUSE'
          ? new ConfigError(`PORT ${port} is in use by another program; set PORT to a free one`)
          : cause,
      )
    })
  })
}

/** Open streams would keep the server for ever, so connections are cut, not waited for. */
function closeServer(server: ServerType): Promise<void> {
  return new Promise(done => {
    server.close(() => done())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}

function announce(url: string): void {
  process.stdout.write(`\n  核查 Hecha is ready: ${url}\n\n`)
}
