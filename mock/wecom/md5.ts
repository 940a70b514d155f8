const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
const SINES = Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32))

/** Lower-case hex MD5 (RFC 1321). Webhook images carry one, and WebCrypto has none. */
export function md5Hex(bytes: Uint8Array): string {
  const words = toPaddedWords(bytes)
  let state: [number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]
  for (let offset = 0; offset < words.length; offset += 16) state = mixBlock(state, words.subarray(offset, offset + 16))
  const out = new DataView(new ArrayBuffer(16))
  state.forEach((word, index) => out.setUint32(index * 4, word, true))
  return Array.from(new Uint8Array(out.buffer), byte => byte.toString(16).padStart(2, '0')).join('')
}

function toPaddedWords(bytes: Uint8Array): Uint32Array {
  const padded = new DataView(new ArrayBuffer((((bytes.length + 8) >> 6) + 1) * 64))
  bytes.forEach((byte, index) => padded.setUint8(index, byte))
  padded.setUint8(bytes.length, 0x80)
  padded.setUint32(padded.byteLength - 8, bytes.length * 8, true)
  return Uint32Array.from({ length: padded.byteLength / 4 }, (_, index) => padded.getUint32(index * 4, true))
}

function mixBlock(state: [number, number, number, number], block: Uint32Array): [number, number, number, number] {
  let [a, b, c, d] = state
  for (let step = 0; step < 64; step++) {
    const round = step >> 4
    const { mixed, index } = mixRound(round, step, b, c, d)
    const sum = (a + mixed + (SINES[step] ?? 0) + (block[index] ?? 0)) >>> 0
    const shift = SHIFTS[round * 4 + (step & 3)] ?? 0
    ;[a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) >>> 0]
  }
  return [(state[0] + a) >>> 0, (state[1] + b) >>> 0, (state[2] + c) >>> 0, (state[3] + d) >>> 0]
}

function mixRound(round: number, step: number, b: number, c: number, d: number): { mixed: number; index: number } {
  if (round === 0) return { mixed: (b & c) | (~b & d), index: step }
  if (round === 1) return { mixed: (d & b) | (~d & c), index: (5 * step + 1) & 15 }
  if (round === 2) return { mixed: b ^ c ^ d, index: (3 * step + 5) & 15 }
  return { mixed: c ^ (b | ~d), index: (7 * step) & 15 }
}
