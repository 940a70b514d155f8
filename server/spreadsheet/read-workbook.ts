import type { Grid } from '../../domain/lists/grid.ts'
import { readCsv } from './csv.ts'
import { FileRefused, LIMITS } from './refuse.ts'
import { readXlsx } from './xlsx.ts'
import { openZip, type Zip } from './zip.ts'

/** Reads workbooks that are no .xlsx. Markup is a web page or XML, which comes in some encoding. */
export type OtherReader = (bytes: Uint8Array, isMarkup: boolean) => Grid[]

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, i) => bytes[i] === byte)

/** The beginning as Latin letters in lower case, zero bytes of UTF-16 left out: enough to see markup. */
function beginning(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 1024).filter(byte => byte > 0 && byte < 128))
    .trim()
    .toLowerCase()
}

/** Whether a text in UTF-16, as the directory of a compound file holds it, stands in the bytes. */
function holdsUtf16(bytes: Uint8Array, text: string): boolean {
  const wanted = [...text].flatMap(letter => [letter.charCodeAt(0), 0])
  for (let at = bytes.indexOf(wanted[0] ?? 0); at >= 0; at = bytes.indexOf(wanted[0] ?? 0, at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return true
  }
  return false
}

type Kind = 'zip' | 'text' | 'compound' | 'xml' | 'html'

const HTML = /^(?:<!doctype html|<html|<head|<meta|<table|<body|<style|mime-version:)/
const HOLDS_HTML = /^<[\s\S]*<(?:html|table|tr|td)\b/

/** What a file is by its bytes, never by its name: streets send web pages and new workbooks alike as .xls. */
function kindOf(bytes: Uint8Array): Kind {
  if (startsWith(bytes, 0x50, 0x4b)) return 'zip'
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'compound'
  const start = beginning(bytes)
  if (start.startsWith('<?xml') && start.includes('<workbook')) return 'xml'
  if (HTML.test(start) || HOLDS_HTML.test(start)) return 'html'
  const isOther = start.startsWith('%pdf') || start.startsWith('{\\rtf') || startsWith(bytes, 0x09, 0x08)
  const isPacked = startsWith(bytes, 0x52, 0x61, 0x72, 0x21) || startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf)
  if (isOther || isPacked) throw new FileRefused('file_is_not_a_list')
  return 'text'
}

/** .xlsb and .ods are zips as well. */
function isOtherZip(zip: Zip): boolean {
  if (zip.read('META-INF/manifest.xml')?.includes('encryption-data')) throw new FileRefused('file_is_encrypted')
  return zip.has('xl/workbook.bin') || zip.has('content.xml')
}

function readZip(bytes: Uint8Array, other: OtherReader | undefined): Grid[] {
  const zip = openZip(bytes)
  if (!isOtherZip(zip)) return readXlsx(zip)
  if (!other) throw new FileRefused('file_is_xls')
  zip.check()
  return other(bytes, false)
}

function readCompound(bytes: Uint8Array, other: OtherReader | undefined): Grid[] {
  if (holdsUtf16(bytes, 'EncryptedPackage')) throw new FileRefused('file_is_encrypted')
  if (!other) throw new FileRefused('file_is_xls')
  return other(bytes, false)
}

function readPage(bytes: Uint8Array, other: OtherReader | undefined): Grid[] {
  const isTable = /<table\b/i.test(new TextDecoder('latin1').decode(bytes).replaceAll('\0', ''))
  if (!other || !isTable) throw new FileRefused('file_is_html')
  return other(bytes, true)
}

/**
 * The grids of a list, by its bytes: .xlsx, .xlsm and text by own readers, which run wherever `TextDecoder` knows gb18030;
 * other workbooks by `other`, refused where there is none.
 * @throws FileRefused for everything else and for what is too large
 */
export function readWorkbook(bytes: Uint8Array, other?: OtherReader): Grid[] {
  if (bytes.length === 0) throw new FileRefused('file_empty')
  if (bytes.length > LIMITS.fileBytes) throw new FileRefused('file_too_large')
  const kind = kindOf(bytes)
  if (kind === 'zip') return readZip(bytes, other)
  if (kind === 'compound') return readCompound(bytes, other)
  if (kind === 'html') return readPage(bytes, other)
  if (kind === 'text') return [readCsv(bytes)]
  if (!other) throw new FileRefused('file_is_xls')
  return other(bytes, true)
}
