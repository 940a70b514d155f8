import * as v from 'valibot'

export const DEFAULT_PAGE_SIZE = 20
const MAX_PAGE_SIZE = 100

/** Keyset paging: `after` is the opaque `next` of the page before, so rows that leave the list skip nobody. */
export const PageQuery = v.object({
  after: v.optional(v.pipe(v.string(), v.maxLength(200))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(MAX_PAGE_SIZE)),
  ),
})
export type PageQuery = v.InferOutput<typeof PageQuery>

export const pageOf = <T extends v.GenericSchema>(item: T) =>
  v.object({ items: v.array(item), next: v.nullable(v.string()) })
