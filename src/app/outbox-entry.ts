import type { OpenedChange, SealedChange } from '../../contract/outbox.ts'
import type { ApiError } from '../http/api-error.ts'
import type { Change } from '../http/change.ts'

/** A change on its way, as plain data. It holds a resident's data: in memory only, and sealed wherever it is kept. */
export interface Entry<C extends Change = Change> {
  readonly change: C
  /** What a person knows it by: 「无人接听 #K7Q2M」. */
  readonly label: string
  /** The task to look at where it is refused; null: several. */
  readonly taskId: string | null
}

export type Sent<T> = { state: 'sent'; answer: T } | { state: 'waiting' } | { state: 'refused'; error: ApiError }

/** A change in the outbox. Of one that an earlier page sealed, only the box is known: nobody on the phone can open it. */
export interface Item {
  readonly requestId: string
  readonly kind: string
  /** When it happened, ms by the server's clock. */
  readonly at: number
  readonly entry: Entry | null
  /** What is kept of it on the phone; null: nothing, it lives in memory alone. */
  kept: Promise<SealedChange | null>
}

/** Keeps what waits on the phone, sealed for the server (`kept/`). */
export interface Keeper {
  /** Null where it could not be kept. */
  keep(item: Item & { entry: Entry }): Promise<SealedChange | null>
  drop(requestId: string): Promise<unknown>
  /** Has the server open it. Throws ApiError where nothing was said about the change itself. */
  send(box: SealedChange): Promise<OpenedChange>
}

export const itemOfBox = (box: SealedChange): Item => ({
  requestId: box.requestId,
  kind: box.kind,
  at: Date.parse(box.at),
  entry: null,
  kept: Promise.resolve(box),
})

/** The change again, as the page knew it that sealed it. */
export const entryOf = ({ requestId, kind, ids, body, label, taskId }: OpenedChange): Entry => ({
  change: { ...ids, kind, requestId, body },
  label,
  taskId,
})

/** The ids of a change's path. */
export function idsOf(change: Change): Record<string, string> {
  const ids = Object.entries(change).filter(([name]) => !NO_IDS.has(name))
  return Object.fromEntries(ids.map(([name, id]) => [name, String(id)]))
}

const NO_IDS = new Set(['kind', 'requestId', 'body'])
