import { Inflate } from 'fflate'
import { FileRefused, LIMITS } from './refuse.ts'

type Entry = {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly unpacked: number
  readonly crc: number
  readonly at: number
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const LONGEST_COMMENT = 65_557
const ENCRYPTED = 1
const STORED = 0
const DEFLATED = 8

function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  throw new FileRefused('file_damaged')
}

/** The directory of a zip. Sizes are judged before a single byte is unpacked. */
function readDirectory(view: DataView): Map<string, Entry> {
  const end = endOfDirectory(view)
  const count = view.getUint16(end + 10, true)
  if (count > LIMITS.zipEntries) throw new FileRefused('file_unpacks_too_large')
  const entries = new Map<string, Entry>()
  let at = view.getUint32(end + 16, true)
  let total = 0
  for (let i = 0; i < count; i++) {
    const { entry, next } = directoryEntry(view, at)
    total += entry.unpacked
    if (total > LIMITS.unpackedBytes) throw new FileRefused('file_unpacks_too_large')
    entries.set(entry.name, entry)
    at = next
  }
  return entries
}

const utf8 = new TextDecoder()

function directoryEntry(view: DataView, at: number): { entry: Entry; next: number } {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw new FileRefused('file_damaged')
  if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) throw new FileRefused('file_is_encrypted')
  const nameLength = view.getUint16(at + 28, true)
  if (at + 46 + nameLength > view.byteLength) throw new FileRefused('file_damaged')
  const name = utf8.decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength))
  const entry = {
    name: name.replaceAll('\\', '/'),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    unpacked: view.getUint32(at + 24, true),
    at: view.getUint32(at + 42, true),
  }
  return { entry, next: at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true) }
}

function packedBytes(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== LOCAL_ENTRY)
    throw new FileRefused('file_damaged')
  const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true)
  if (from + entry.packed > bytes.length) throw new FileRefused('file_damaged')
  return bytes.subarray(from, from + entry.packed)
}

const CHUNK = 64 * 1024

/** Unpacks while counting: a directory may lie about sizes, so what comes out is measured and stopped. */
function inflate(packed: Uint8Array, declared: number): Uint8Array {
  const out = new Uint8Array(declared)
  let length = 0
  const stream = new Inflate(chunk => {
    if (length + chunk.length > declared) throw new FileRefused('file_unpacks_too_large')
    out.set(chunk, length)
    length += chunk.length
  })
  try {
    for (let at = 0; at < packed.length; at += CHUNK)
      stream.push(packed.subarray(at, at + CHUNK), at + CHUNK >= packed.length)
  } catch (cause) {
    throw cause instanceof FileRefused ? cause : new FileRefused('file_damaged')
  }
  if (length !== declared) throw new FileRefused('file_damaged')
  return out
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** A changed byte could change a digit of a phone number unseen, so the check sum of the zip is looked at. */
function checked(bytes: Uint8Array, crc: number): Uint8Array {
  let value = -1
  for (let at = 0; at < bytes.length; at++) value = Number(CRC_TABLE[(value ^ Number(bytes[at])) & 255]) ^ (value >>> 8)
  if ((value ^ 0xffffffff) >>> 0 !== crc) throw new FileRefused('file_damaged')
  return bytes
}

/** Opens a zip for reading single files as UTF-8 text; a file that is not there is null. */
export function openZip(bytes: Uint8Array): (name: string) => string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readDirectory(view)
  const byLowerCase = new Map([...entries].map(([name, entry]) => [name.toLowerCase(), entry]))
  return name => {
    const entry = entries.get(name) ?? byLowerCase.get(name.toLowerCase())
    if (!entry) return null
    const packed = packedBytes(bytes, view, entry)
    if (entry.method === STORED) return decodeXml(checked(packed, entry.crc))
    if (entry.method !== DEFLATED) throw new FileRefused('file_damaged')
    return decodeXml(checked(inflate(packed, entry.unpacked), entry.crc))
  }
}

function decodeXml(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(bytes)
}
