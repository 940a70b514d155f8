import type { Transport } from '../../../contract/report-fields.ts'

export interface Vehicle {
  readonly transport: Transport | null
  readonly vehicleNo: string | null
}

/** G6021, MU2622; not the room A1203 nor the road G15沈海高速. */
const NUMBER =
  /(^|[^A-Za-z0-9期区府湾园苑栋座阁轩庭居城楼#粤京沪津渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵青藏川琼])([GDCZTKYS]\d{2,4}|[GDCZTK]\d(?=次)|(?:[A-Z]{2}|\d[A-Z]|[A-Z]\d) ?\d{3,4})(?![A-Za-z0-9]|[栋座室房]|[^,，。;；\n]{0,4}(?:高速|国道))/i
const SEAT = /\d{1,2}车(?:厢)?\d{1,2}[A-Fa-f]?座?|\d{1,2}号?车厢/g
const ON_THE_ROAD_NOW = /(?:正?在|说在)(?:高速上?)?开车/g
const DRIVER = /司机|的哥|网约车(?:师傅|主)|车队|开(?:大)?货|货柜车|货拉拉|拉货|跑车|跑货|接单|跑长途|送货/
/** 跟老板去佛山送货: rides along. */
const RIDES_ALONG = /跟(?:车|着?(?:老板|师傅|同事|朋友))/

const KINDS: readonly (readonly [Transport, RegExp])[] = [
  ['self_drive', /自驾|驾车|自己开|开车|私家车|开的车|自行驾/],
  [
    'ride',
    /网约车(?!司机)|出租车|顺风车|滴滴|打车|打的(?=[回来到去士])|(?:回|返囻?|回囻|来)[ ,，]*打的(?![^ ,，\d])|的士|拼车|包车|搭.{0,6}车|(?:老乡|朋友|同事|老板|亲戚|别人|家人|老公|老婆|儿子|女儿|孙女|孙子|哥哥|女婿)(?:的(?:小|私家)?车|开车(?:接|送|载|带))|便车/,
  ],
  ['train', /高铁|动车|火车|城际|城轨|列车|绿皮|和谐号|硬座|卧铺(?!大巴|客车)/],
  ['flight', /飞机(?!场)|航班|飞(?!机|书|行)|转机|乘机|国航|[南东海囻]航/],
  ['coach', /大巴|厂车|校车|中巴|客车|(?:坐|搭|乘|^|[ ,，/])汽车|长途车|长途汽车|巴士|班车|中巴|汽车站/],
  ['ship', /坐船|乘船|轮渡|渡轮|客轮|游轮|轮船|搭船|船票|船/],
  ['metro', /地铁(?!站|口)|\d{1,2}号线/],
  ['other', /摩托|电动车|电瓶车|骑车|骑(?!手)|单车|自行车|步行|走路|公交/],
]

/** How the person travelled: by the words, else by the number (G6021 is a train); 司机 telling trips drives himself. */
export function readVehicle(text: string, tellsTrip: boolean): Vehicle {
  const vehicleNo = NUMBER.exec(text)?.[2]?.toUpperCase().replace(' ', '') ?? null
  const words = text.replace(ON_THE_ROAD_NOW, '').replace(/网约车(?=司机)/g, '')
  if (vehicleNo !== null) return { vehicleNo, transport: transportOfNumber(vehicleNo) }
  if (DRIVER.test(words) && !RIDES_ALONG.test(words)) return { vehicleNo, transport: tellsTrip ? 'self_drive' : null }
  return { vehicleNo, transport: tellsTrip || !/在跑|还在跑|滴滴|网约车|的士/.test(words) ? firstKind(words) : null }
}

/** The text without numbers and seats, so that 5车12F leaves no day behind. */
export function withoutVehicleNo(text: string): string {
  return text.replace(SEAT, ' ').replace(NUMBER, '$1|')
}

/** G6021 is a train, MU2622 a flight. */
export function transportOfNumber(vehicleNo: string): Transport {
  return /^[A-Z]\d{1,4}$/.test(vehicleNo) ? 'train' : 'flight'
}

/** The first one told; the metro that leads to a train is none (地铁转高铁). */
function firstKind(text: string): Transport | null {
  const found = KINDS.flatMap(([transport, words]) => {
    const at = text.search(words)
    return at < 0 ? [] : { transport, at }
  })
  const carriers = found.length > 1 ? found.filter(({ transport }) => transport !== 'metro') : found
  return carriers.sort((left, right) => left.at - right.at)[0]?.transport ?? null
}
