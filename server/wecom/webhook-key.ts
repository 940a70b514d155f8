/**
 * The key in what a lead pasted from the group's bot page: the whole address or the key alone. `null` when it is neither.
 * Only the key is kept and the configured API base is called, so a pasted address cannot point us at another host.
 */
export function readWebhookKey(pasted: string): string | null {
  const text = pasted.trim()
  if (/^[\w-]{8,128}$/.test(text)) return text
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const key = url.searchParams.get('key') ?? ''
  return url.pathname.endsWith('/cgi-bin/webhook/send') && /^[\w-]{8,128}$/.test(key) ? key : null
}
