import { REWRITES } from './lexicon.ts'

/** List signs ① ❶ ⑴ become private characters: NFKC would melt them into the digits after them (①3月 → 13月). */
const LIST_SIGN_BASE = 0xe000
export const LIST_SIGN = '[\\ue001-\\ue014]'

/** One spelling for all: half-width, no invisible characters, standard words. Reading works on this text only. */
export function normalizeText(text: string): string {
  return collapseSpacedTyping(rewrite(plainText(text)))
}

/** Without the rewriting of words: for header lines, whose names must stay as they are. */
export function plainText(text: string): string {
  return text
    .replace(/[\u2460-\u2473\u2474-\u2487\u2776-\u277f]/g, sign => ` ${listSign(sign.charCodeAt(0))} `)
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff]|\ufe0f/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t\u00a0\u2005]+/g, ' ')
}

function rewrite(text: string): string {
  return REWRITES.reduce((result, [wrong, right]) => result.replace(wrong, right), text)
}

/** 已 做 核 酸 7 . 4 阴 → 已做核酸7.4阴: single characters typed apart, unless both are digits (5 7 9阴). */
function collapseSpacedTyping(text: string): string {
  return text.split('\n').map(collapseLine).join('\n')
}

function collapseLine(line: string): string {
  const tokens = line.split(' ')
  return tokens.reduce((joined, token, index) => {
    const before = tokens[index - 1]
    if (before === undefined) return token
    return joined + (typedApart(before, token) ? '' : ' ') + token
  }, '')
}

function typedApart(left: string, right: string): boolean {
  if (left.length !== 1 || right.length !== 1 || /[阴阳通忙]/.test(left)) return false
  return /[\p{Script=Han}.]/u.test(left + right)
}

function listSign(code: number): string {
  const index = code >= 0x2776 ? code - 0x2775 : code >= 0x2474 ? code - 0x2473 : code - 0x245f
  return String.fromCharCode(LIST_SIGN_BASE + index)
}
