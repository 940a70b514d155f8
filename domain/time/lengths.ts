/** Lengths of time in milliseconds; +08:00 knows no summer time, so every day has twenty-four hours. */
export const SECOND_MS = 1000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
