/** What every WebView since Chrome 79 and iOS 13 can do. */
export const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const

/** Bytes as base64url without padding. */
export const toBase64Url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Reads what `toBase64Url` wrote. Throws where it is no base64url. */
export const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0))
