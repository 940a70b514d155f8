const NONCE_ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

export interface JsSdkSignatureInput {
  /** The corp ticket for `config`, the app ticket for `agentConfig`; the algorithm is the same. */
  ticket: string
  nonceStr: string
  /** Seconds since 1970, not milliseconds. */
  timestamp: number | string
  /** The page as the phone sees it; a fragment is cut off here. */
  url: string
}

/** SHA-1 of the four raw values in WeCom's fixed order, lower-case hex (WeCom document 90506). Nothing is URL-encoded. */
export async function signJsSdk({ ticket, nonceStr, timestamp, url }: JsSdkSignatureInput): Promise<string> {
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${withoutHash(url)}`
  return sha1Hex(text)
}

/** 16 random letters and digits. */
export function makeNonceStr(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => NONCE_ALPHABET[byte % NONCE_ALPHABET.length]).join('')
}

/** The part of a page's address that WeCom signs: all of it up to `#`. */
export function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? ''
}

/** Lower-case hex SHA-1 of the text's UTF-8 bytes. */
export async function sha1Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
}
