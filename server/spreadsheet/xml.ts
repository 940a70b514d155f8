const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function character(entity: string): string {
  const named = ENTITIES[entity]
  if (named !== undefined) return named
  const code = entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

/** Text of an XML node: entities, and Excel's own `_x000D_` for control characters. */
export function xmlText(text: string): string {
  const plain = text.includes('&')
    ? text.replace(/&(#x[\da-f]+|#\d+|amp|lt|gt|quot|apos);/gi, (_, name: string) => character(name))
    : text
  return plain.includes('_x')
    ? plain.replace(/_x([\dA-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : plain
}

const patterns = new Map<string, RegExp>()

function attributePattern(name: string): RegExp {
  const known = patterns.get(name)
  if (known) return known
  const made = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
  patterns.set(name, made)
  return made
}

/** One attribute of a start tag, or null. `name` may be a pattern for its prefix. */
export function attribute(tag: string, name: string): string | null {
  const found = attributePattern(name).exec(tag)
  return found ? xmlText(found[1] ?? found[2] ?? '') : null
}

/** Some writers put a prefix before every name (`<x:row>`); it is taken off. */
export function withoutPrefix(xml: string): string {
  const prefix = /<(\w+):(?:worksheet|workbook|sst|styleSheet|Relationships)[\s>]/.exec(xml)?.[1]
  return prefix ? xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</') : xml
}

/** Text runs of a string item, without the reading aids (phonetics) Excel keeps beside them. */
export function joinedRuns(xml: string): string {
  const body = xml.includes('<rPh') ? xml.replace(/<rPh\b[\s\S]*?<\/rPh>/g, '') : xml
  let text = ''
  for (const run of body.matchAll(/<t(?:\s[^>]*)?>([\s\S]*?)<\/t>/g)) text += xmlText(run[1] ?? '')
  return text.replace(/\r\n?/g, '\n')
}
