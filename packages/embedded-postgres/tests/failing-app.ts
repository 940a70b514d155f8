import { startEmbeddedPostgres } from '../src/index.ts'

// An app that finds after the database was opened that it cannot run.
const server = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', name: 'app', log: () => undefined })
throw new Error(`cannot run, though the database is there: ${server.adopted}`)
