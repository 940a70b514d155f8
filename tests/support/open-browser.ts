import { ORIGIN, type TestApp } from './app.ts'

/** A browser with its own cookies, as far as a log-in needs one. */
export interface Browser {
  /** Cookies it holds, by name. */
  readonly cookies: Map<string, string>
  get(path: string): Promise<Response>
  /** Starts a log-in; answers the address at WeCom it is sent to. */
  start(returnTo?: string): Promise<URL>
  /** Comes back from WeCom. */
  comeBack(address: URL): Promise<Response>
  /** The whole way there and back. */
  logIn(member: string, returnTo?: string): Promise<Response>
}

/** `address`: where the nearest proxy sees it. */
export function openBrowser(app: TestApp, address = '10.0.0.1'): Browser {
  const cookies = new Map<string, string>()
  const { origins } = app.deps.config
  const host = origins[0] ?? ORIGIN

  async function get(path: string): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.app.request(`${host}${path}`, {
      headers: { 'x-forwarded-for': address, ...(cookie ? { cookie } : {}) },
    })
    for (const line of answer.headers.getSetCookie()) keep(line)
    return answer
  }

  function keep(line: string) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/)
    if (/; Max-Age=0/.test(line)) cookies.delete(name)
    else cookies.set(name, value)
  }

  async function start(returnTo?: string): Promise<URL> {
    const query = returnTo === undefined ? '' : `?returnTo=${encodeURIComponent(returnTo)}`
    return new URL((await get(`/api/auth/login${query}`)).headers.get('location') ?? '')
  }

  const comeBack = ({ pathname, search }: URL) => get(pathname + search)

  async function logIn(member: string, returnTo?: string): Promise<Response> {
    return comeBack(await choose(app, await start(returnTo), member))
  }

  return { cookies, get, start, comeBack, logIn }
}

/** Says at WeCom who holds the phone; answers the address it sends the browser back to. */
export async function choose(app: TestApp, address: URL, member: string): Promise<URL> {
  address.searchParams.set('member', member)
  const answer = await app.wecom.fetch(new Request(address))
  return new URL(answer.headers.get('location') ?? '')
}

/** Where an answer sends the browser. */
export const placeOf = (answer: Response) => answer.headers.get('location')
