import type { SimulatedMessage } from '../types.ts'

const BASE = '/simulation'

export interface StagePhone {
  label: string
  role: string
  userId: string
  name: string
  entry: string
  chatId: string | null
}

export interface StageGroup {
  chatId: string
  name: string
  members: { userId: string; name: string }[]
  visible: boolean
}

export type LabAnswer = { accepted: number } | { error: string }

export async function fetchPhones(): Promise<StagePhone[]> {
  const { phones } = await read<{ phones: StagePhone[] }>('/stage/phones')
  return phones
}

export const fetchGroups = () => read<StageGroup[]>('/stage/groups')

export const fetchMessages = () => read<SimulatedMessage[]>('/stage/messages?after=0')

export const say = (words: { chatId: string; userId: string; text: string }) => write('/stage/say', words)

export const copyToPhones = (text: string) => write('/stage/clipboard', { text })

export const openFrom = (label: string, entry: string, chatId: string | null) =>
  write(`/stage/phones/${label}`, { entry, chatId })

export async function takeSample(tail: string, result: string): Promise<LabAnswer> {
  return (await (await write('/lab', { tail, result })).json()) as LabAnswer
}

/** Messages from now on; the browser reconnects by itself and says where it stopped. */
export function onMessage(after: number, listener: (message: SimulatedMessage) => void): void {
  const stream = new EventSource(`${BASE}/stage/stream?after=${after}`)
  stream.addEventListener('message', event => listener(JSON.parse(event.data as string) as SimulatedMessage))
}

async function read<T>(path: string): Promise<T> {
  const response = await fetch(BASE + path, { cache: 'no-store' })
  return (await response.json()) as T
}

function write(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(BASE + path, { method: 'POST', headers, body: JSON.stringify(body) })
}
