const decode = (encoding: string, bytes: Uint8Array) => new TextDecoder(encoding).decode(bytes)

/**
 * UTF-16 without its mark: every comma, digit and line break leaves a zero byte, nearly always on the same side (一 is
 * one of the few letters that leave one on the other).
 */
function bareUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const start = bytes.subarray(0, 4000)
  const zeros = (side: number) => start.filter((byte, i) => byte === 0 && i % 2 === side).length
  const [even, odd] = [zeros(0), zeros(1)]
  if (bytes.length % 2 === 1 || Math.max(even, odd) < 3 * Math.min(even, odd) + 1) return null
  return odd > even ? 'utf-16le' : 'utf-16be'
}

/** The encoding that a mark at the beginning names. */
function marked(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null
}

/** Of a text in another encoding most letters do not fit UTF-8; of a text in UTF-8 a broken byte breaks one letter. */
function isMostlyUtf8(text: string): boolean {
  const broken = text.split('\ufffd').length - 1
  if (broken === 0) return true
  const letters = text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0
  return broken * 10 <= letters
}

/**
 * What the bytes of a text may say, likeliest first: one text where a mark or the bytes decide, else GB18030 (a superset
 * of GBK and GB2312) and Big5, between which only the words can tell.
 */
export function textsOf(bytes: Uint8Array): string[] {
  const sure = marked(bytes) ?? bareUtf16(bytes)
  if (sure) return [decode(sure, bytes)]
  const text = decode('utf-8', bytes)
  return isMostlyUtf8(text) ? [text] : [decode('gb18030', bytes), decode('big5', bytes)]
}
