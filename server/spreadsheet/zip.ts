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
const END_OF_DIRECTORY_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const SIZES_64 = 0x0001
/** Stands where a number is too large for its place, or where a writer keeps every number in the 64-bit places. */
const ELSEWHERE = 0xffffffff
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

/** A 64-bit number; none in a file we take is near 2^53. */
const number64 = (view: DataView, at: number) => view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32

/** Where the directory begins and how many entries it has, in the 64-bit record where the file has one. */
function directoryOf(view: DataView): { count: number; at: number } {
  const end = endOfDirectory(view)
  const usual = { count: view.getUint16(end + 10, true), at: view.getUint32(end + 16, true) }
  const locator = end - 20
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64) return usual
  const record = number64(view, locator + 8)
  if (record + 56 > view.byteLength || view.getUint32(record, true) !== END_OF_DIRECTORY_64)
    throw new FileRefused('file_damaged')
  return { count: number64(view, record + 32), at: number64(view, record + 48) }
}

/** The directory of a zip. Sizes are judged before a single byte is unpacked. */
function readDirectory(view: DataView): Map<string, Entry> {
  const { count, at: start } = directoryOf(view)
  if (count > LIMITS.zipEntries) throw new FileRefused('file_unpacks_too_large')
  const entries = new Map<string, Entry>()
  let at = start
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

/** Sizes and place of an entry: in the extra field those that stand elsewhere, always in this order. */
function sizesOf(view: DataView, at: number, extraAt: number, extraLength: number) {
  const sizes = {
    unpacked: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    at: view.getUint32(at + 42, true),
  }
  const until = Math.min(extraAt + extraLength, view.byteLength)
  for (let field = extraAt; field + 4 <= until; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== SIZES_64) continue
    let next = field + 4
    for (const name of ['unpacked', 'packed', 'at'] as const) {
      if (sizes[name] !== ELSEWHERE || next + 8 > until) continue
      sizes[name] = number64(view, next)
      next += 8
    }
  }
  return sizes
}

const utf8 = new TextDecoder()

function directoryEntry(view: DataView, at: number): { entry: Entry; next: number } {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw new FileRefused('file_damaged')
  if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) throw new FileRefused('file_is_encrypted')
  const nameLength = view.getUint16(at + 28, true)
  if (at + 46 + nameLength > view.byteLength) throw new FileRefused('file_damaged')
  const name = utf8.decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength))
  const extraLength = view.getUint16(at + 30, true)
  const entry = {
    name: name.replaceAll('\\', '/'),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    ...sizesOf(view, at, at + 46 + nameLength, extraLength),
  }
  return { entry, next: at + 46 + nameLength + extraLength + view.getUint16(at + 32, true) }
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

export interface Zip {
  has(name: string): boolean
  /** A file as text; null where there is none of that name. */
  read(name: string): string | null
  /** Unpacks everything, so that another reader meets no more than was declared and nothing damaged. */
  check(): void
}

/**
 * Opens a zip for reading single files.
 * @throws FileRefused `file_damaged`, `file_is_encrypted`, `file_unpacks_too_large`
 */
export function openZip(bytes: Uint8Array): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readDirectory(view)
  const byLowerCase = new Map([...entries].map(([name, entry]) => [name.toLowerCase(), entry]))
  const find = (name: string) => entries.get(name) ?? byLowerCase.get(name.toLowerCase())
  return {
    has: name => find(name) !== undefined,
    read(name) {
      const entry = find(name)
      return entry ? decodeXml(unpacked(bytes, view, entry)) : null
    },
    check() {
      for (const entry of entries.values()) unpacked(bytes, view, entry)
    },
  }
}

function unpacked(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  const packed = packedBytes(bytes, view, entry)
  if (entry.method === STORED) return checked(packed, entry.crc)
  if (entry.method !== DEFLATED) throw new FileRefused('file_damaged')
  return checked(inflate(packed, entry.unpacked), entry.crc)
}

function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}
