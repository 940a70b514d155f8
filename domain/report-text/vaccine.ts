import { readNumeral } from './numerals.ts'

const COUNT = '[一二两三四五1-5]'
/** 未接种, 没打疫苗, 疫苗没打, 疫苗一针没打 */
const NONE =
  /未(?:接)?种(?:疫苗)?|(?:没有?|未)(?:接种|打)(?:过)?(?:疫苗)?(?:因|$|[^\d\p{Script=Han}])|(?:没有?|未)(?:接种|打)过?(?:新冠)?疫苗|疫苗[\]】:| ]*(?:还|都|从)?(?:没有?|未)(?:接种|打|种)?|疫苗[\]】:| ]*(?:无|0针|零针)|(?:一针|1针)(?:都|也)?(?:没|未)打/u
const BOOSTER = /(?:第(?:三|3)针|加强)(?:针|剂)?[\]】:| ]*(.{0,3})/g
const DOSES = new RegExp(`(.{0,2})(${COUNT})(?:针|剂次?)(?:次)?(.{0,3})`, 'g')
const LABELLED = new RegExp(
  `疫苗[\\]】:| ]*(?:已?(?:接种|打)(?:了|过)?)? ?(${COUNT})(?=次|$|[^\\d\\p{Script=Han}.月])`,
  'u',
)

/**
 * Doses so far: 已打三针 → 3, 加强针已打 → 3, 未接种 → 0, 两针，加强针还没到时间 → 2; null when not told.
 */
export function readVaccineDoses(text: string): number | null {
  const told = [...text.matchAll(DOSES)].flatMap(([, before = '', count = '', after = '']) => {
    if (/最后|第一|还差|差|剩|上$|第$/.test(before) || /^(?:都|也)?(?:没|未)打/.test(after)) return []
    return readNumeral(count) ?? []
  })
  if ([...text.matchAll(BOOSTER)].some(([, after = '']) => !/没|未|不|约|准备|时间/.test(after))) told.push(3)
  if (told.length > 0) return Math.max(...told)
  if (NONE.test(text)) return 0
  const labelled = LABELLED.exec(text)?.[1]
  return labelled === undefined ? null : readNumeral(labelled)
}

const DOSE_WORDS = new RegExp(
  `疫苗(?:已|都|全|也|接种|打|了|过|情况|没|未|有|完|满|的|[\\]】:| ])*(?:${COUNT}(?:针|剂次?)|加强针?)?(?:都|已|打|了|完|接种)*|(?:最后|第)?${COUNT}(?:针|剂)(?:疫苗)?(?:都打了|打了|已打|打完)?`,
  'g',
)

/** The text without what speaks of vaccination, so that 2针 is no day and 没打 no call. */
export function withoutVaccine(text: string): string {
  return text.replace(DOSE_WORDS, '|').replace(/加强针?[^,，。;；\n【| ]{0,6}|未接种|没打疫苗/g, '|')
}
