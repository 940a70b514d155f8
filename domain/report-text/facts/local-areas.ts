import { matchesOf } from '../fold/matches.ts'
import type { City } from '../../city.ts'
import type { PlaceMention } from './places.ts'

/** The patterns that depend on the areas of the own city. */
interface AreaPatterns {
  /** 龙华区, 坂田街道 */
  readonly mention: RegExp
  /** 已搬去福田梅林 */
  readonly movedTo: RegExp
  /** 从坂田开车过来, 由广州坐高铁 */
  readonly from: RegExp
  /** 在 what a person was before coming home: 福田上沙坐地铁回 */
  readonly outing: RegExp
}

const NO_AREA = '(?!)'
const compiled = new WeakMap<City, AreaPatterns>()

/** Compiled once a city. */
export function areaPatterns(city: City): AreaPatterns {
  const known = compiled.get(city)
  if (known) return known
  const words = city.areas.length > 0 ? `(?:${city.areas.join('|')})` : NO_AREA
  const area = `${words}(?:区|街道)?`
  const patterns = {
    mention: new RegExp(`${words}(?:区|新区|街道)?`, 'g'),
    movedTo: new RegExp(`搬(?:去|到|至|往)了?(${area}${area})`),
    from: new RegExp(
      `(?:从|由)(?!何|我们|本社区|咱|这里|社区|家)(?:那个|那边|这)?(${words}[\\p{Script=Han}]{0,3}?|[\\p{Script=Han}]{2,10}?)(?=那边|这边|坐|乘|搭|自驾|自己|开|飞|骑|经|出|过|回|返|来|到|抵|打车|转|,|，|$| |\\d|[A-Z])`,
      'u',
    ),
    outing: new RegExp(
      `(?:^|[ ,，|天日号\\d]|去了?)(${words}[\\p{Script=Han}]{0,3}?)(?=坐|乘|搭|自驾|开|打车|骑|回|返|走|探亲|看|玩|办事|上班|出差)`,
      'u',
    ),
  }
  compiled.set(city, patterns)
  return patterns
}

/** The districts and quarters of the own city in the text. */
export function findLocalAreas(text: string, city: City): PlaceMention[] {
  return [...matchesOf(text, areaPatterns(city).mention)].map(({ index, 0: area }) => ({
    start: index,
    end: index + area.length,
    text: area,
  }))
}

/** Whether nothing but a district or quarter of the city is named: 龙华, 龙华区. */
export function isMereArea(text: string, city: City): boolean {
  return text.length < 2 || city.areas.some(area => text === area || text === `${area}区` || text === `${area}街道`)
}
