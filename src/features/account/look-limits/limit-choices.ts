/** Numbers of people to choose among, with the one in force. */
export function limitChoices(usual: readonly number[], now: number) {
  const all = [...new Set([...usual, now])].sort((a, b) => a - b)
  return all.map(value => ({ value, label: `${value} 人` }))
}

export const PEOPLE_A_PASTE = [50, 100, 200, 300, 500]
export const PEOPLE_AN_HOUR = [300, 600, 900, 1200, 2000]
