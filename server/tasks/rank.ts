/** First key of the list's order. */
const RANK_URGENT = 0
const RANK_NORMAL = 1
/** After the third call in vain: below all that can still be reached by phone. */
export const RANK_DOOR = 2

export const rankOf = ({ urgent }: { urgent: boolean }) => (urgent ? RANK_URGENT : RANK_NORMAL)
