/** `?a=1&b=2` of what is set; the empty string where nothing is. Order is kept: early answers are found by path. */
export function queryOf(values: Record<string, string | number | null | undefined>): string {
  const pairs = Object.entries(values).flatMap(([key, value]) =>
    value === null || value === undefined || value === '' ? [] : [`${key}=${encodeURIComponent(String(value))}`],
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}
