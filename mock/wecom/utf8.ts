/** Length in UTF-8 bytes, the unit of WeCom's limits. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}

/** The longest beginning of the text that fits, never half a character. */
export function truncateToBytes(text: string, maxBytes: number): string {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length <= maxBytes) return text
  let end = maxBytes
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return new TextDecoder().decode(bytes.subarray(0, end))
}
