import type { ReportFields, Whereabouts } from '../../../contract/report-fields.ts'
import { cityInWords } from '../../city.ts'
import { WHEREABOUTS_LABEL } from '../../words/whereabouts.ts'
import { fresh, type ReportPart } from '../part.ts'
import { PLACE, publicPlace } from './line-patterns.ts'

const WHERE = new RegExp(
  `^(?:(在市内其他社区)|(已离${PLACE}?)|(未返${PLACE}?)|(途经未停留)|(在${PLACE}?))?(?:(?:^| )人在(${PLACE}))?$`,
  'u',
)
/** In the order of the groups of `WHERE`. */
const IN_ORDER: readonly Whereabouts[] = ['other_district', 'left', 'not_returned', 'passed_by', 'local']

/** As on every screen; the line of a place with a name of its own says it instead of 本社区, and 已离深 instead of 已离本市. */
function whereaboutsWords(city: string, community: string): Record<Whereabouts, string> {
  const here = cityInWords(city)
  return {
    ...WHEREABOUTS_LABEL,
    local: `在${community}`,
    left: `已离${here}`,
    not_returned: `未返${here}`,
  }
}

const whereText = ({ whereabouts, awayPlace }: ReportFields) =>
  whereabouts && [WHEREABOUTS_LABEL[whereabouts], awayPlace].filter(Boolean).join(' ')

/** Where the resident is. */
export const WHEREABOUTS: ReportPart = {
  highlights(fields) {
    const text = whereText(fields)
    return text ? [fresh(text)] : []
  },
  line: {
    place: 3,
    write({ whereabouts, awayPlace }, context) {
      const away = publicPlace(awayPlace, context)
      const community = publicPlace(context.community ?? null, context) || '本社区'
      const where = whereabouts === null ? '' : whereaboutsWords(context.city, community)[whereabouts]
      return [where, away === '' ? '' : `人在${away}`].filter(Boolean).join(' ')
    },
    read(text) {
      const match = text === '' ? null : WHERE.exec(text)
      if (!match) return null
      const whereabouts = IN_ORDER.find((_, at) => match[at + 1] !== undefined) ?? null
      return { whereabouts, awayPlace: match[IN_ORDER.length + 1] ?? null }
    },
  },
}
