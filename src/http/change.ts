import type * as v from 'valibot'
import { http, type ChangeMethod } from './client.ts'
import { newId } from './new-id.ts'
import { parse } from './parse.ts'

/** The names in a path: `taskId` of `/tasks/:taskId/lease`. */
type IdIn<Path> = Path extends `${string}:${infer Id}/${infer Rest}`
  ? Id | IdIn<Rest>
  : Path extends `${string}:${infer Id}`
    ? Id
    : never

/** What somebody wants changed: the ids of its path, and what is told. */
export type Wish<Path extends string, Body> = { readonly [Id in IdIn<Path>]: string } & (undefined extends Body
  ? { readonly body?: Body }
  : { readonly body: Body })

/** A type written where a value is expected. */
export interface Typed<T> {
  readonly type?: T
}

export const typed = <T>(): Typed<T> => ({})

/** A list on its way to the server: the file, and what is said about it. */
export interface Upload<Settings> {
  file: File
  settings: Settings
}

/** One kind of change: how it reaches the server and what comes back. */
export interface ChangeKind<Path extends string = string, Body = unknown, Answer = unknown> {
  readonly kind: string
  readonly method: ChangeMethod
  readonly path: Path
  /** What it is called in the list of what waits: 录入. */
  readonly label: string
  readonly body: Typed<Body>
  readonly read: (answer: unknown) => Answer
  /** May wait in the outbox for a network: the member goes on without the answer. */
  readonly waits: boolean
  /** The body is an `Upload`: minutes instead of seconds, and its progress is told. */
  readonly uploads: boolean
  /** A repeat is the same change whatever its body says by then: the answer that was lost has moved the version on. */
  readonly sameByIds: boolean
}

interface Declared<Path extends string, Body, Answer> {
  kind: string
  method: ChangeMethod
  path: Path
  label: string
  body?: Typed<Body>
  /** Without one, the answer is `true`. */
  answer?: v.GenericSchema<unknown, Answer>
  waits?: boolean
  uploads?: boolean
  sameByIds?: boolean
}

/** A change under way, as plain data: it can be kept, shown, sent again and undone by whoever knows its kind. */
export interface Change {
  readonly kind: string
  /** Made once. Every try carries it, so that the server changes things once. */
  readonly requestId: string
  readonly body?: unknown
  /** The ids of the kind's path. */
  readonly [id: string]: unknown
}

/** 10 MB from a phone, and reading 10,000 rows. */
const UPLOAD_MS = 120_000

const kinds = new Map<string, ChangeKind>()

/** Declares a kind of change; each stands in the `api.ts` of its feature. */
export function defineChange<const Path extends string, Body = undefined, Answer = true>({
  body = {},
  answer,
  waits = false,
  uploads = false,
  sameByIds = false,
  ...rest
}: Declared<Path, Body, Answer>): ChangeKind<Path, Body, Answer> {
  const read = (data: unknown) => (answer ? parse(answer, data) : (true as Answer)) // `Answer` is `true` without a schema
  const kind = { ...rest, body, read, waits, uploads, sameByIds }
  kinds.set(kind.kind, kind)
  return kind
}

/** A wish with a request id of its own. */
export function changeOf<Path extends string, Body>(
  { kind }: ChangeKind<Path, Body>,
  wish: Wish<Path, Body>,
): Change & Wish<Path, Body> {
  return { ...wish, kind, requestId: newId() } as Change & Wish<Path, Body> // ids are strings, whatever their names
}

/** Whether one change asks for the same as another, so that it is a repeat of it. */
export function isSameWish(change: Change, other: Change): boolean {
  return wishText(change) === wishText(other)
}

function wishText(change: Change): string {
  const differs = kinds.get(change.kind)?.sameByIds ? ['requestId', 'body'] : ['requestId']
  return JSON.stringify(
    Object.entries(change).filter(([key]) => !differs.includes(key)),
    (_key, value: unknown) => (value instanceof File ? [value.name, value.size, value.lastModified] : value),
  )
}

interface Watching {
  signal?: AbortSignal
  /** How much of an upload is sent, 0 to 1. */
  onSent?(share: number): void
}

/** Sends a change; again with the same request id until an answer comes, it happens once. Throws ApiError. */
export async function sendChange(change: Change, watching: Watching = {}): Promise<unknown> {
  const kind = kinds.get(change.kind)
  if (!kind) throw new Error(`nobody declared the change ${change.kind}`)
  const { requestId, body } = change
  const sending = kind.uploads ? { body: formOf(body as Upload<unknown>), timeoutMs: UPLOAD_MS } : { body } // as `uploads` promises
  return kind.read(await http.change(kind.method, pathOf(kind, change), { requestId, ...sending, ...watching }))
}

/** The answer to a kind of change that another page began; as it came where nobody here declared the kind. */
export const readAnswer = (kind: string, data: unknown): unknown => kinds.get(kind)?.read(data)

const pathOf = ({ path }: ChangeKind, change: Change) =>
  path.replace(/:(\w+)/g, (_, id: string) => encodeURIComponent(String(change[id])))

function formOf({ file, settings }: Upload<unknown>): FormData {
  const form = new FormData()
  form.append('file', file, file.name)
  form.append('settings', JSON.stringify(settings))
  return form
}
