import { DEFAULT_CITY } from '../../../domain/city.ts'
import { readMessages } from '../../../domain/report-text/read-report.ts'
import { splitMessages } from '../../../domain/report-text/chat/split-messages.ts'

/** Between two pieces of work a tap must get through, on a slow phone too. */
const PIECE_MS = 12

const breathe = () => new Promise<void>(resume => setTimeout(resume))

/**
 * How many residents a pasted text speaks of, told as the reading goes on: the server's answer is on its way meanwhile.
 * Stops as soon as `over` says so. The text is read message by message with the rules the server reads it by.
 */
export async function previewPaste(
  text: string,
  now: number,
  tell: (residents: number) => void,
  over: () => boolean,
): Promise<void> {
  await breathe()
  const iso = new Date(now).toISOString()
  let residents = 0
  let pausedAt = performance.now()
  for (const message of splitMessages(text, iso)) {
    if (over()) return
    residents += readMessages([message], { now: iso, city: DEFAULT_CITY }).length
    if (performance.now() - pausedAt < PIECE_MS) continue
    tell(residents)
    await breathe()
    pausedAt = performance.now()
  }
  if (!over()) tell(residents)
}
