import { SaxesParser } from 'saxes'
import { FileRefused } from './refuse.ts'

/** Attributes of an element, by name as it stands. */
export type Attributes = Readonly<Record<string, string>>

/** Told of the elements of a document in their order, by their names without prefix. */
export interface XmlReader {
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

/** Control characters have no place in XML, not even escaped, though some programs write them. */
export const withoutControls = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')

/** Some writers put a prefix before every name (`<x:row>`). */
function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/**
 * Walks through a document.
 * @throws FileRefused `file_damaged` where it is none
 */
export function walkXml(xml: string, reader: XmlReader): void {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false })
  parser.on('error', () => {
    throw new FileRefused('file_damaged')
  })
  parser.on('opentag', ({ name, attributes }) => reader.open?.(localName(name), attributes))
  parser.on('text', text => reader.text?.(text))
  parser.on('cdata', text => reader.text?.(text))
  parser.on('closetag', ({ name }) => reader.close?.(localName(name)))
  parser.write(withoutControls(xml)).close()
}

/** An attribute whatever its prefix (`r:id`), or null; `id` is not `sheetId`. */
export function attribute(attributes: Attributes, name: string): string | null {
  const own = attributes[name]
  if (own !== undefined) return own
  const prefixed = Object.keys(attributes).find(key => key.endsWith(`:${name}`))
  return prefixed === undefined ? null : (attributes[prefixed] ?? null)
}

/** Excel's own way of writing control characters (`_x000D_`), and one kind of line break. */
export function plainText(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([\dA-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
  return plain.includes('\r') ? plain.replace(/\r\n?/g, '\n') : plain
}
