import type { HeaderRule } from './header-words.ts'

/** English headers of ports, hotels and companies, as the rules see them: lower case, without spaces and stops. */
const OTHERS =
  /emergency|urgent|guardian|parent|father|mother|spouse|relative|family|kin|office|work|company|employer|school|hotel|landlord|agent|driver|contactperson|manager|supervisor|staff|officer|doctor|reporter|receptionist|sponsor|teacher|counsel|advis|tutor|frontdesk|security|neighbor/

/** Whether an English header speaks of somebody else than the resident. */
export const isOthersInEnglish = (words: string): boolean => OTHERS.test(words)

export const ENGLISH_PHONE =
  /phone|mobile|cell|^tel|(?:^|[^o])tel(?:ephone|no|number)?$|(?:^|emergency|family|local|whatsapp|wechat)contact(?:no|number|info|details)?$|contact(?:no|number)$/
export const NOT_AN_ENGLISH_PHONE = /type|model|brand|name|relation|status|time|date|email/

const DAY = '(?:date|time|day|when)'
const EVENT = (words: string) => new RegExp(`(?:${words}).*${DAY}|${DAY}.*(?:${words})`)

const rule = (field: HeaderRule['field'], is: RegExp, not?: RegExp): HeaderRule =>
  not ? { field, is, not } : { field, is }

export const ENGLISH_RULES: readonly HeaderRule[] = [
  rule('ignore', /^(?:no|num|number|index|id|sn|serialno|serialnumber|seq|seqno|#|rowid|uuid|guid)$/),
  rule(
    'unknown',
    /nationality|citizenship|email|wechat|whatsapp|birth|^dob$|occupation|profession|company|employer|office|work|job|position|school|department|seat|temperature|symptom|relation|photo|signature|url|antigen|^country$|marital|visa|nextstop|hotel|isolation(?:place|site|hotel)|quarantine(?:place|site|hotel|room)|agency/,
    /phone|mobile|[^o]tel$/,
  ),
  rule(
    'unknown',
    EVENT(
      'depart|leav|quarantine|isolation|release|vaccin|onset|exposure|contact|check|report|regist|issue|expir|creat|updat',
    ),
    /arriv|entry/,
  ),
  rule(
    'unknown',
    /(?:test|sampl|pcr|nat).*(?:site|place|location|hospital|lab|method|type|by$)|arrival(?:city|place|airport|port)|portofentry/,
  ),
  rule('testedAt', EVENT('test|sampl|pcr|swab|nucleic')),
  rule('testCount', /(?:test|sampl|pcr).*(?:count|times)|(?:number|no)of(?:tests|samples|pcr)/),
  rule('testResult', /(?:test|pcr|nat|nucleic|swab|sample).*(?:result|status|report)|^results?$/),
  rule('arrivedOn', EVENT('arriv|entry|enter|return|landing|checkin')),
  rule('deadline', /deadline|duedate|duetime|^due$|replyby|dueby/),
  rule('vaccineDoses', /vaccin|doses?|jabs/, /date|brand|type|manufacturer/),
  rule('healthCode', /healthcode|healthqr|codecolou?r|^qrcode$/),
  rule('control', /quarantine|isolation|control|measures?$|monitoring/, /days|room/),
  rule('riskPlace', /risk(?:y)?(?:area|place|zone|region|location|site)|exposure(?:place|site|location)/),
  rule('idType', /(?:id|document|certificate|doc|credential|card)type|typeof(?:id|document|certificate)/),
  rule(
    'idNumber',
    /(?:^|national|resident|citizen)id(?:card)?(?:no|number|num|#)?$|passport|(?:document|certificate|permit|identity|identification|credential|idcard).*(?:no|number|num|code)?$/,
    /expir|issue|country|type|photo/,
  ),
  rule('gender', /^(?:gender|sex|m\/f)$/),
  rule('age', /^age$/),
  rule(
    'vehicleNo',
    /(?:flight|train|vehicle|plate|bus|car|ship|vessel|coach)(?:no|number|num|plate|info|\/.*)?$/,
    /type/,
  ),
  rule('transport', /transport|travelmode|modeoftravel|meansof|vehicletype|wayofarriv/),
  rule(
    'origin',
    /^from|from$|origin|departure(?:city|place|country|airport|port|station|from)?$|departfrom|cityofdeparture|placeofdeparture|countryofdeparture|lastcity|travelhistory|travelhist/,
  ),
  rule('household', /domicile|household|hukou|hometown|registeredresidence|permanentaddress/),
  rule(
    'address',
    /address|^addr|residence|residing|whereyoulive|^building|^unit(?:no)?$|^room|^flat|^apartment|^block|^floor|compound|estate/,
  ),
  rule('community', /community|neighbou?rhood|^village|committee/),
  rule('street', /subdistrict|^street|^town(?:ship)?$/),
  rule('district', /district|^county|^borough/),
  rule('source', /source|providedby|sender/),
  rule('remark', /remark|^notes?$|comment|memo/),
  rule(
    'name',
    /^(?:full|chinese|english|given|passenger|guest|student|patient|resident|traveller|traveler|employee|worker|person|visitor)?names?$|nameinchinese|nameoftraveller|name$|^(?:passenger|guest|patient|student|resident)$/,
    /user|nick|community|street|hotel|company|file|sur|last|first|contact/,
  ),
]
