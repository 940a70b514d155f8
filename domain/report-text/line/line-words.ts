/** The words of the group line that belong to no part, shared by its writer and its reader so that they cannot drift apart. */

export const LINE_HEAD = '【核查反馈】'
export const LINE_HEAD_CORRECTED = '【核查反馈·更正】'
export const OUTCOME_UNSAID = '通话结果未填'
