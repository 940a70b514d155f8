import * as fc from 'fast-check'

/** Ways in which people write round a filter; each keeps the value readable for who wants to read it. */
const MARKS = [
  ...' .·-–—_/\\,，、;；:：|~*#+=()（）[]【】<>《》\'"!！?？@&%^$'.split(''),
  '\u200b',
  '\u00ad',
  '\ufeff',
  '\u2060',
  '\u00a0',
  '\u3000',
  '\n',
  '😀',
  '📞',
  '❤️',
  '…',
  '  ',
]

const fullWidth = (text: string) => text.replace(/[!-~]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
const by = (letters: string) => (text: string) => text.replace(/\d/g, digit => [...letters][Number(digit)] ?? digit)

/** Digits in other signs. */
const DIGITS: readonly ((text: string) => string)[] = [
  text => text,
  fullWidth,
  by('零一二三四五六七八九'),
  by('〇一二三四五六七八九'),
  by('零幺二三四五六七八九'),
  by('零壹贰叁肆伍陆柒捌玖'),
  by('٠١٢٣٤٥٦٧٨٩'),
  by('०१२३४५६७८९'),
  by('⓪①②③④⑤⑥⑦⑧⑨'),
  by('⁰¹²³⁴⁵⁶⁷⁸⁹'),
  by('𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗'),
  text => text.replace(/\d/g, digit => `${digit}\ufe0f\u20e3`),
]

const TRADITIONAL: Record<string, string> = {
  陈: '陳',
  欧: '歐',
  阳: '陽',
  张: '張',
  丽: '麗',
  刘: '劉',
  龙: '龍',
  赵: '趙',
  栋: '棟',
}
const traditional = (text: string) => text.replace(/./gu, letter => TRADITIONAL[letter] ?? letter)

/** The value with one mark between letters, a few at a time. */
const split = (text: string): fc.Arbitrary<string> =>
  fc
    .record({ mark: fc.constantFrom(...MARKS), every: fc.integer({ min: 1, max: 4 }) })
    .map(({ mark, every }) => [...text].map((letter, i) => (i > 0 && i % every === 0 ? mark : '') + letter).join(''))

/** Another mark at each place, or none. */
const scattered = (text: string): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom('', '', ...MARKS), { minLength: [...text].length, maxLength: [...text].length })
    .map(marks => [...text].map((letter, i) => (i === 0 ? '' : (marks[i] ?? '')) + letter).join(''))

const spread = (text: string) => fc.oneof(fc.constant(text), split(text), scattered(text))

/** A number in any way of writing. */
export const writtenNumber = (number: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom('', '', '+86', '86-', '0086 ', '(+86)'), fc.constantFrom(...DIGITS), spread(number))
    .map(([before, digits, text]) => digits(before + text))

/** A document, which has no country before it. */
export const writtenDocument = (document: string): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...DIGITS), spread(document)).map(([digits, text]) => digits(text))

/** A name in any way of writing. */
export const writtenName = (name: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom((text: string) => text, traditional),
      spread(name),
    )
    .map(([letters, text]) => letters(text))

/** A room behind its building, the digits in any way of writing. */
export const writtenRoom = (building: string, room: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('栋', '座', '幢', '号楼', '棟', '栋2单元', ' 栋 ', '栋12楼'),
      fc.constantFrom(...DIGITS),
      fc.oneof(
        fc.constant(room),
        fc.constantFrom('-', ' ', '·', '\u200b').map(mark => [...room].join(mark)),
      ),
      fc.constantFrom('', '室', '房', ' 室', '号房'),
    )
    .map(([word, digits, text, end]) => building + word + digits(text) + end)

/** A plate in any way of writing. */
export const writtenPlate = (plate: string): fc.Arbitrary<string> =>
  fc.oneof(fc.constant(plate), fc.constant(fullWidth(plate)), fc.constant(plate.toLowerCase()), split(plate))

/** What is left of a text when nothing but its letters and digits counts: a value is shown where this holds it. */
export function bare(text: string): string {
  const digits = [...text.normalize('NFKC')].map(letter => DIGIT_OF.get(letter) ?? letter).join('')
  return digits.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()
}

const DIGIT_OF = new Map(
  ['零一二三四五六七八九', '〇幺两叁肆伍陆柒捌玖', '零壹贰', '٠١٢٣٤٥٦٧٨٩', '०१२३४५६७८९'].flatMap(row =>
    [...row].map((letter, i) => [letter, String(i)] as const),
  ),
)
