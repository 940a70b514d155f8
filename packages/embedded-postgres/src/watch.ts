import { isAlive } from './processes.ts'
import { ensureServer, type Server, type Site } from './server.ts'
import { withStartLock } from './start-lock.ts'

const LOOK_MS = 500

/**
 * Looks after a running server: when it has died it is started again at the same port, so that pools find it where it
 * was. Returns a function that ends the watch and waits for a start under way.
 */
export function keepRunning(site: Site, server: Server): () => Promise<void> {
  let current = server
  let restart: Promise<void> | null = null

  const look = () => {
    if (restart || isAlive(current.pid, current.identity)) return
    restart = startAgain(site, server.port)
      .then(again => void (current = again))
      .catch((cause: unknown) => site.log(`PostgreSQL could not be started again: ${String(cause)}`))
      .finally(() => (restart = null))
  }

  const timer = setInterval(look, LOOK_MS).unref()
  return async () => {
    clearInterval(timer)
    await restart
  }
}

async function startAgain(site: Site, port: number): Promise<Server> {
  site.log('PostgreSQL has died; starting it again')
  return withStartLock(site.paths.run, () => ensureServer(site, port))
}
