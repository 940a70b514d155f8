/** One of several answers on chips. */
export interface Choice<T> {
  value: T
  label: string
  /** Smaller, behind the label: the date of 今天. */
  detail?: string
}
