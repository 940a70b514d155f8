import { linkKnown } from '../../../domain/lists/link-known.ts'
import { askKnown, readAlone } from '../../batches/read-file.ts'
import type { ListFile } from '../../batches/read-list-file.ts'
import type { CommandIo } from './command.ts'
import type { Teller } from './import.ts'
import { hasStore, withStore, type Store } from './open-store.ts'

/** Looks at files as if they were imported one after another. Starts no database where none was used before. */
export async function dryRun(files: readonly ListFile[], io: CommandIo, tell: Teller): Promise<void> {
  if (hasStore(io)) await withStore(io, store => lookAt(files, io, tell, store))
  else await lookAt(files, io, tell, null)
}

async function lookAt(files: readonly ListFile[], io: CommandIo, tell: Teller, store: Store | null): Promise<void> {
  const clock = () => new Date(io.now())
  const before = new Set<string>()
  for (const file of files) {
    await tell.attempt(file.fileName, async () => {
      const alone = await readAlone({ clock }, file)
      const read = store === null ? alone : (await askKnown(store, store.db, alone)).list
      const { answer } = linkKnown(read, before)
      for (const task of read.tasks) before.add(task.key)
      return answer
    })
  }
}
