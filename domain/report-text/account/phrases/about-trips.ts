import { atHome, nothing, sign } from '../tell.ts'
import { expected, from, noteVehicle, placed, trip, vehicles } from '../tell-trips.ts'
import { phrase } from './phrase.ts'

export const TRIP_PHRASES = [
  phrase('a return: 5月19日从广州自驾回', ['dhFpamvr', `(?:(?:&K|[dhFpam&v]),?)*r(?:,?(?:F[pa]|[amvhr]))*`], trip),
  phrase(
    'a return, its day behind: 从广州回来，5月19日到的',
    ['hFpamvr', `(?:[hFpam&v],?)*r,?(?:[FamvrQ],?)*d(?:,?[mvr])*(?![,dh]*[TteQCuRPWUk])`],
    trip,
    1.05,
  ),
  phrase(
    'a day, a place and a vehicle: 5.19 广州 高铁',
    ['dFp', `(?:d,?h?,?F?p,?[mv]+(?:,?[mv])*|F?p,?d,?h?,?[mv]+(?:,?[mv])*|d,?h?,?(?:[mv],?)+F?p(?:,?[mv])*)`],
    trip,
    1.2,
  ),
  phrase('where from: 来源地广州', ['F', `(?:F,?)+[pa](?:,?[pa])?`], from, 1.3),
  phrase('a vehicle', ['mv', `[mv](?:,?[mv])*`], vehicles, 1.5),
  phrase(
    'gone somewhere: 去了广州',
    ['dhFmg', `(?:d,?)?h?(?:[Fm],?)*(?:g,?)+[pa](?:,?[mv])*`],
    placed('went', 'went'),
    1.1,
  ),
  phrase('back to another place: 已回湖南', ['dhmr', `(?:d,?)?h?,?m?r,?q?,?p`], placed('stays', 'left'), 1.04),
  phrase('left: 已离深去佛山', ['dhl', `(?:d,?)?h?(?:l,?)+(?:d,?)?(?:[gsmrF&],?)*p?`], placed('stays', 'left'), 1.05),
  phrase('a stay: 目前在新疆', ['dsQ', `(?:d,?)?Q?s,?(?:q,?)?p(?:,?[sN])?`], placed('stays', 'away'), 1.1),
  phrase('expected: 预计25日返深', ['E', `(?:E,?)+(?:[dhFpmv&],?)*r(?:,?d)?(?:,?[mv])*`], expected),
  phrase('not back: 还没回来', ['dNFpE', `(?:d,?)?(?:s?p,?)?(?:E?N,?)+(?:[EQkF,d]|[pmvrsh])*`], expected, 1.1),
  phrase('never there: 没去过荔湾', ['D', `(?:D,?)+[pa]*`], nothing),
  phrase('at home: 现住某花园', ['sLzAQ', `(?:[szQ],?)*[LA](?:,?A)?`], atHome),
  phrase('a label without an address', ['z', `z(?=[,;]|$)`], nothing, 2),
  phrase('elsewhere in the city: 住龙华', ['zsOa', `(?:O,?[zsmg]*[pa]*|[zs]a)`], sign('elsewhere'), 1.1),
  phrase(
    'passing: 坐地铁途经荔湾未停留',
    ['dhmsFpvB', `(?:[dhmsFv],?)*(?:p,?)?(?:B,?)+(?:p,?)?(?:B,?)*`],
    (part, told, text) => {
      told.signs.add('passed')
      part.forEach(token => noteVehicle(token, told, text))
    },
  ),
  phrase('where somebody is from: 户籍湖南', ['q', `q,?[sQ]?,?[pa]*`], nothing),
  phrase('days at home: 18-20日居家', ['d', `d,?w?,?L(?:,?w)?(?:,?d(?![,dh]*[TteQCuRPW]))?`], sign('home'), 1.03),
  phrase(
    'a time of staying in: 隔离到25日',
    ['wd', `(?:w,?)+(?:d(?:,?w)?)?|d,?w(?:,?[Ls])?(?:,?w,?d)?`],
    nothing,
    1.02,
  ),
]
