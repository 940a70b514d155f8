/**
 * All matches of a global pattern, in order. As `matchAll`, which copies the pattern each time: that costs more than most
 * of the matching here.
 */
export function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    found.push(match)
    if (match[0] === '') pattern.lastIndex += stepAt(text, pattern)
  }
  pattern.lastIndex = 0
  return found
}

/** Over a whole character: between the halves of one a pattern of characters (`u`) would go back and find the same again. */
function stepAt(text: string, { lastIndex, unicode }: RegExp): number {
  return unicode && (text.codePointAt(lastIndex) ?? 0) > 0xffff ? 2 : 1
}
