/** The page is one file; whatever place is meant stands behind the hash. */
const PLACE = /^\/(#[\w/?=&.-]{0,200})?$/

/**
 * Where a log-in returns to: a place of our own page, else its beginning. Asked before the log-in and again after it, so
 * that no way round the first question leads to another site or back into the log-in.
 */
export const returnToOf = (asked: string | undefined): string => (asked && PLACE.test(asked) ? asked : '/')
