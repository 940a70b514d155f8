/**
 * The text without the signs at its end. By hand: a pattern such as `/[\s-]+$/` begins anew at each sign of every run in
 * the middle, which takes minutes for a cell of nothing but blanks.
 */
export function trimEndOf(text: string, sign: RegExp): string {
  let end = text.length
  while (end > 0 && sign.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
