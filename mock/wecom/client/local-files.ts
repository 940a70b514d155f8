interface TempFile {
  localId: string
  /** Bytes. */
  size: number
  name: string
  type: 'video' | 'image' | 'file'
  /** When it was sent in the chat, seconds since 1970. */
  time: number
}

/** Files "from a chat": the computer's own file dialog stands in for it. */
export interface LocalFiles {
  /** Empty when the person chose nothing. */
  choose(options: { multiple: boolean; type: string }): Promise<TempFile[]>
  /** Base64 of the file's bytes, `null` for an id this page did not hand out. */
  read(localId: string): Promise<string | null>
}

const ACCEPT: Record<string, string> = { image: 'image/*', video: 'video/*', video_and_image: 'image/*,video/*' }

export function createLocalFiles(page: Document): LocalFiles {
  const files = new Map<string, File>()

  function keep(file: File): TempFile {
    const localId = `simulated-file-${files.size + 1}`
    files.set(localId, file)
    return {
      localId,
      size: file.size,
      name: file.name,
      type: typeOf(file),
      time: Math.floor(file.lastModified / 1_000),
    }
  }

  function choose({ multiple, type }: { multiple: boolean; type: string }): Promise<TempFile[]> {
    const input = page.createElement('input')
    input.type = 'file'
    input.multiple = multiple
    input.accept = ACCEPT[type] ?? ''
    return new Promise(resolve => {
      input.addEventListener('change', () => resolve(Array.from(input.files ?? [], keep)))
      input.addEventListener('cancel', () => resolve([]))
      input.click()
    })
  }

  async function read(localId: string): Promise<string | null> {
    const file = files.get(localId)
    return file ? toBase64(new Uint8Array(await file.arrayBuffer())) : null
  }

  return { choose, read }
}

function typeOf(file: File): TempFile['type'] {
  if (file.type.startsWith('image/')) return 'image'
  return file.type.startsWith('video/') ? 'video' : 'file'
}

/** In pieces: a call with millions of arguments overflows the stack. */
function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let start = 0; start < bytes.length; start += 8_192) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + 8_192)))
  }
  return btoa(pieces.join(''))
}
