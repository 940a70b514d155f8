import { OUTCOMES } from '../../calls/outcomes.ts'
import { fresh, type ReportPart } from '../part.ts'

/** How the call ended. In the group line it comes first and is never left out (`report-text/line`). */
export const OUTCOME: ReportPart = {
  isOfCall: true,
  highlights: ({ outcome }) => (outcome && outcome !== 'reached' ? [fresh(OUTCOMES[outcome].label)] : []),
}
