import { linkKnown } from '../../../domain/lists/link-known.ts'
import { parseUpload } from '../../batches/parse-upload.ts'
import type { Upload } from '../../ports/upload-parser.ts'
import { placeList } from '../../batches/place-list.ts'
import { consoleParser } from './console-parser.ts'
import type { CommandIo } from './command.ts'
import { hasStore, withStore, type Store } from './open-store.ts'
import type { Teller } from './teller.ts'

/** Looks at files as if they were imported one after another. Starts no database where none was used before. */
export async function dryRun(files: readonly Upload[], io: CommandIo, tell: Teller): Promise<void> {
  if (hasStore(io)) await withStore(io, store => lookAt(files, io, tell, store))
  else await lookAt(files, io, tell, null)
}

async function lookAt(files: readonly Upload[], io: CommandIo, tell: Teller, store: Store | null): Promise<void> {
  const clock = () => new Date(io.now())
  const before = new Set<string>()
  for (const file of files) {
    await tell.attempt(file.fileName, async () => {
      const parsed = await parseUpload({ clock, parser: consoleParser }, file)
      const list = store === null ? parsed : (await placeList(store, parsed, [])).list
      const { answer } = linkKnown(list, before)
      for (const task of list.tasks) before.add(task.key)
      return answer
    })
  }
}
