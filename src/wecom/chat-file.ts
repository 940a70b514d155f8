import { chooseChatFiles, readChatFile, supports } from './sdk.ts'

/** Whether lists can be taken straight from a chat in this client. */
export async function canChooseChatFile(): Promise<boolean> {
  return (await supports('chooseMessageFile')) && supports('getLocalFileData')
}

/** Let the member choose one file of a chat. Throws WecomError `cancelled` where none was chosen. */
export async function chooseChatFile(): Promise<File | null> {
  const answer: unknown = await chooseChatFiles(1)
  const [chosen] = tempFilesOf(answer)
  if (!chosen) return null
  const bytes = Uint8Array.from(atob(stripPrefix(await readChatFile(chosen.localId))), letter => letter.charCodeAt(0))
  return new File([bytes], chosen.name)
}

/** Some clients answer with a `data:` URL instead of plain base64. */
const stripPrefix = (data: string) => data.replace(/^data:[^,]*,/, '')

interface TempFile {
  localId: string
  name: string
}

/** The client's answer, as far as it can be trusted: clients have named the list differently. */
function tempFilesOf(answer: unknown): TempFile[] {
  const { tempFiles, localFiles } = (answer ?? {}) as Record<string, unknown>
  const list: unknown = tempFiles ?? localFiles
  return Array.isArray(list) ? list.filter(isTempFile) : []
}

function isTempFile(value: unknown): value is TempFile {
  if (typeof value !== 'object' || value === null) return false
  const { localId, name } = value as Record<string, unknown>
  return typeof localId === 'string' && typeof name === 'string'
}
