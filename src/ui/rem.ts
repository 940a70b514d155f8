/** Pixels of a length in rem at the text size in use. */
export const remToPixels = (rem: number): number =>
  rem * (parseFloat(getComputedStyle(document.documentElement).fontSize) || 16)
