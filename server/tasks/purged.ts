import { NOTHING_KNOWN } from '../../domain/reports/part.ts'
import type { TaskRow } from '../access/task-scope.ts'
import { UNREADABLE } from '../privacy/sealer.ts'
import type { TaskCard, TaskFacts } from './task-card.ts'

/** Stands where the hash of the number stood. A keyed hash is base64url and has no colon. */
export const PURGED = 'purged:'

/** Whether the personal data of this task was removed after the retention time. */
export const isPurged = (task: Pick<TaskRow, 'phoneHash'>) => task.phoneHash.startsWith(PURGED)

/** What a card says of a person nothing is known of any more. */
export const PURGED_CARD: TaskCard = {
  name: '已删除',
  phone: '****',
  phoneTail: '****',
  address: null,
  reason: '已过保存期',
  subjects: [],
  facts: [],
  known: NOTHING_KNOWN,
}

/** What a card says that does not open: what it held may come back with the right key. */
export const UNREADABLE_CARD: TaskCard = { ...PURGED_CARD, name: UNREADABLE, reason: '数据无法读取，请联系管理员' }

/** What the list said of somebody nothing is known of any more. */
export const PURGED_FACTS: TaskFacts = {
  address: null,
  origin: null,
  riskPlace: null,
  arrivedOn: null,
  transport: null,
  vehicleNo: null,
  vaccineDoses: null,
  testedAt: null,
  testResult: null,
  healthCode: null,
  control: null,
  remark: null,
  source: '',
  at: '1970-01-01T00:00:00.000Z',
}
