import * as v from 'valibot'
import { SealedChange } from '../../../contract/outbox.ts'

/** Where sealed changes of one member wait on the phone. */
export interface BoxStore {
  /** Settles once it is on the disk. */
  add(box: SealedChange): Promise<void>
  remove(requestId: string): Promise<void>
  /** In the order in which they were added. */
  list(): Promise<SealedChange[]>
}

const BOXES = 'boxes'
const BY_ORDER = 'order'

/** Opens the member's boxes. Rejects where the WebView keeps nothing. */
export async function openBoxStore(mark: string): Promise<BoxStore> {
  const db = await openDatabase(`hecha-outbox-${mark}`)
  let last = 0
  const change = (run: (boxes: IDBObjectStore) => unknown) => {
    const transaction = db.transaction(BOXES, 'readwrite')
    run(transaction.objectStore(BOXES))
    return completed(transaction)
  }
  return {
    add(box) {
      // A time, so that it says no more than the time beside it; never the same twice.
      last = Math.max(Date.now(), last + 1)
      return change(boxes => boxes.put({ ...box, [BY_ORDER]: last }))
    },
    remove: requestId => change(boxes => boxes.delete(requestId)),
    async list() {
      const rows = await answered<unknown[]>(db.transaction(BOXES).objectStore(BOXES).index(BY_ORDER).getAll())
      return rows.flatMap(row => {
        const box = v.safeParse(SealedChange, row)
        return box.success ? [box.output] : []
      })
    },
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, 1)
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore(BOXES, { keyPath: 'requestId' }).createIndex(BY_ORDER, BY_ORDER)
  })
  return answered(opening)
}

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(problemOf(request)))
  })

const completed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(problemOf(transaction)))
  })

const problemOf = ({ error }: { error: DOMException | null }) => new Error(error?.name ?? 'nothing is kept here')
