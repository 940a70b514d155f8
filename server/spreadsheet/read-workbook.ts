import type { Grid } from '../../domain/lists/grid.ts'
import { readCsv } from './csv.ts'
import { FileRefused, LIMITS } from './refuse.ts'
import { readXlsx } from './xlsx.ts'

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

function refuseByKind(bytes: Uint8Array): void {
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    throw new FileRefused(holdsUtf16(bytes, 'EncryptedPackage') ? 'file_is_encrypted' : 'file_is_xls')
  }
  const start = beginning(bytes)
  if (start.startsWith('<?xml') && start.includes('<workbook')) throw new FileRefused('file_is_xls')
  if (
    /^(?:<!doctype html|<html|<head|<meta|<table|<body|<style|mime-version:)/.test(start) ||
    /^<[\s\S]*<(?:html|table|tr|td)\b/.test(start)
  ) {
    throw new FileRefused('file_is_html')
  }
  if (start.startsWith('%pdf') || start.startsWith('{\\rtf') || startsWith(bytes, 0x09, 0x08))
    throw new FileRefused('file_is_not_a_list')
  if (startsWith(bytes, 0x52, 0x61, 0x72, 0x21) || startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf))
    throw new FileRefused('file_is_not_a_list')
}

/**
 * The grids of a list, by its bytes and never by its name: .xlsx, or text separated by commas or tabs. Throws
 * `FileRefused` for everything else and for what is too large. Runs wherever `TextDecoder` knows gb18030.
 */
export function readWorkbook(bytes: Uint8Array): Grid[] {
  if (bytes.length === 0) throw new FileRefused('file_empty')
  if (bytes.length > LIMITS.fileBytes) throw new FileRefused('file_too_large')
  refuseByKind(bytes)
  if (startsWith(bytes, 0x50, 0x4b)) return readXlsx(bytes)
  return [readCsv(bytes)]
}
