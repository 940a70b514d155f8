/** What WeCom takes as one text message, in bytes (documents 91770 and 90248). */
const MESSAGE_BYTES = 2048

const bytes = new TextEncoder()

/** How long a text is for WeCom. */
export const bytesOf = (text: string): number => bytes.encode(text).length

/**
 * Lines as messages within the limit, cut between lines only: no unit is torn apart. The second message and those after it
 * begin with a head of their own.
 */
export function splitLines(
  lines: readonly string[],
  headOf: (part: number) => string,
  limit = MESSAGE_BYTES,
): string[] {
  const parts: string[] = []
  for (const line of lines) {
    const last = parts[parts.length - 1]
    const longer = last === undefined ? line : `${last}\n${line}`
    if (bytesOf(longer) <= limit) parts[Math.max(parts.length - 1, 0)] = longer
    else parts.push(`${headOf(parts.length + 1)}\n${line}`)
  }
  return parts
}
