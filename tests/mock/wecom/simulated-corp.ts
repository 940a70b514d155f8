import { createMemoryCredentialStore } from '../../../server/wecom/memory-credential-store.ts'
import { createWecomClient, type WecomClientOptions } from '../../../server/wecom/client.ts'
import { createSimulatedWecom, type SimulatedWecomOptions } from '../../../mock/wecom/simulated-wecom.ts'
import { createMemorySimulationStore } from '../../../mock/wecom/store.ts'
import type { SimulatedDirectory } from '../../../mock/wecom/types.ts'

export const ORIGIN = 'http://hecha.localhost:8080'
const API_BASE = `${ORIGIN}/simulation`

/** An invented corp: the app under test sees all, `narrowApp` sees one department, `other` is somebody else's. */
export const corp: SimulatedDirectory = {
  corpId: 'wwsimulated1',
  corpName: '云屏区',
  apps: [
    {
      agentId: 1000002,
      name: '核查',
      secret: 'secret-of-hecha',
      trustedHosts: ['hecha.localhost:8080', 'caller.hecha.localhost:8080'],
      visible: { departmentIds: [1], userIds: [] },
    },
    {
      agentId: 1000003,
      name: '窄',
      secret: 'secret-of-narrow',
      trustedHosts: ['narrow.localhost:8080'],
      visible: { departmentIds: [3], userIds: [] },
    },
  ],
  departments: [
    { id: 1, name: '云屏区', parentId: 0 },
    { id: 2, name: '澜汀街道', parentId: 1 },
    { id: 3, name: '汀南社区', parentId: 2 },
    { id: 4, name: '澜桥社区', parentId: 2 },
  ],
  members: [
    { userId: 'ChenMing', name: '陈明', departmentIds: [3], position: '社区工作者' },
    { userId: 'linyue', name: '林月', departmentIds: [3, 4], position: '录入员' },
    { userId: 'zhouhai', name: '周海', departmentIds: [2], position: '统筹', leadsDepartmentIds: [2] },
    { userId: 'qianfan', name: '钱帆', departmentIds: [4] },
  ],
  strangers: [
    { openId: 'oVisitor1', name: '访客', externalUserId: 'wmVisitor1' },
    { openId: 'oVisitor2', name: '路人' },
  ],
  phones: [
    { label: 'caller', userId: 'ChenMing', role: '电话组' },
    { label: 'recorder', userId: 'linyue', role: '数据组' },
    { label: 'lead', userId: 'zhouhai', role: '统筹' },
  ],
  groups: [
    {
      chatId: 'tingnan',
      name: '汀南社区流调群',
      memberIds: ['ChenMing', 'linyue'],
      webhook: { key: 'hook-of-tingnan', name: '通报' },
    },
  ],
}

/** A clock that stands still until it is moved. */
function makeClock(start = '2021-05-21T13:30:00Z') {
  let now = new Date(start).getTime()
  const clock = () => new Date(now)
  return { clock, forward: (seconds: number) => void (now += seconds * 1_000) }
}

export type StartOptions = Partial<SimulatedWecomOptions> & { client?: Partial<WecomClientOptions> }

/** The simulated service and our client on it, sharing one clock; `calls` lists the APIs that were called. */
export function startSimulation({ client: clientOptions = {}, ...options }: StartOptions = {}) {
  const { clock, forward } = makeClock()
  const simulated = createSimulatedWecom({
    directory: corp,
    clock,
    store: createMemorySimulationStore(),
    origin: ORIGIN,
    ...options,
  })
  const calls: string[] = []
  const fetch = (request: Request) => {
    calls.push(new URL(request.url).pathname.replace('/simulation/cgi-bin/', ''))
    return simulated.fetch(request)
  }
  const client = createWecomClient({
    apiBase: API_BASE,
    corpId: corp.corpId,
    agentId: 1000002,
    secret: 'secret-of-hecha',
    store: createMemoryCredentialStore(),
    clock,
    fetch,
    sleep: async () => {},
    ...clientOptions,
  })
  return { simulated, client, calls, clock, forward, fetch }
}

/** A raw call, as somebody else's code would make it. Answers status and body. */
export function makeCaller(
  simulated: { fetch(request: Request): Promise<Response> },
  headers: Record<string, string> = {},
) {
  async function send(path: string, init: RequestInit = {}) {
    const response = await simulated.fetch(new Request(`${API_BASE}/cgi-bin/${path}`, { ...init, headers }))
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const post = (path: string, body: unknown) =>
    send(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })

  async function getToken(secret = 'secret-of-hecha'): Promise<string> {
    const { body } = await send(`gettoken?corpid=${corp.corpId}&corpsecret=${secret}`)
    return String(body['access_token'])
  }
  return { get: (path: string) => send(path), post, getToken }
}

/** Opens the authorize page and answers where it sends the phone. */
export async function authorize(
  simulated: { fetch(request: Request): Promise<Response> },
  changes: Record<string, string | undefined> = {},
) {
  const query = {
    appid: corp.corpId,
    redirect_uri: 'http://caller.hecha.localhost:8080/api/login/callback',
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'state1',
    agentid: '1000002',
    ...changes,
  }
  const entries = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const url = `${API_BASE}/connect/oauth2/authorize?${new URLSearchParams(entries).toString()}`
  const response = await simulated.fetch(new Request(url))
  const location = response.headers.get('location')
  const code = location ? (new URL(location).searchParams.get('code') ?? '') : ''
  return { response, location, code }
}
