import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface SilentProxy {
  /** The address of the database behind it. */
  url: string
  /** From now on, what is sent on the connections there are arrives nowhere, and nobody is told; new ones work. */
  swallow(): void
  /** Breaks every connection there is, and tells both sides. */
  cut(): void
  close(): Promise<void>
}

/** A network before a database that can forget its connections, as a firewall does that lost its table. */
export async function startSilentProxy(databaseUrl: string, port = 0): Promise<SilentProxy> {
  const target = new URL(databaseUrl)
  const pairs = new Set<readonly [Socket, Socket]>()
  const server = createServer(phone => {
    const far = connect(Number(target.port), target.hostname)
    const pair = [phone, far] as const
    pairs.add(pair)
    phone.pipe(far).pipe(phone)
    for (const socket of pair) {
      socket.on('error', () => undefined)
      socket.on('close', () => {
        pairs.delete(pair)
        pair.forEach(other => other.destroy())
      })
    }
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => pairs.forEach(pair => pair.forEach(socket => socket.destroy()))
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    swallow() {
      for (const [phone, far] of pairs) {
        phone.unpipe(far)
        far.unpipe(phone)
        phone.resume()
        far.resume()
      }
    },
    cut,
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
