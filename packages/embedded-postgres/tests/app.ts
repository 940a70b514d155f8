import { startEmbeddedPostgres } from '../src/index.ts'

// An app that uses the server until it is told to end, and says first how it got it.
const server = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', name: 'app', log: () => undefined })
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)))
setInterval(() => undefined, 60_000)
process.stdout.write(`${JSON.stringify({ adopted: server.adopted, url: server.url })}\n`)
