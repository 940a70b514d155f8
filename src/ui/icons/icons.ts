/** Those of the first rows stand by themselves: they are drawn before the page's script is there. */
export const ROW_ICONS = {
  phone:
    'M6.6 3.5h2.6l1.6 4.3-2 1.5a12 12 0 0 0 5.9 5.9l1.5-2 4.3 1.6v2.6a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4.6 5.7a2 2 0 0 1 2-2.2z',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  lock: 'M6 10.5h12v9H6zM8.5 10.5V7.8a3.5 3.5 0 0 1 7 0v2.7',
  check: 'M5 12.5l4.7 4.7L19.5 7',
} as const

/** One set, drawn as strokes on a 24 × 24 grid. */
export const ICONS = {
  ...ROW_ICONS,
  search: 'M10.8 4a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6zM16 16l4.3 4.3',
  back: 'M14.5 5l-7 7 7 7',
  forward: 'M9.5 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  edit: 'M4.5 19.5l.8-4L16 4.8l3.2 3.2L8.5 18.7z',
  warning: 'M12 4.5L2.8 20h18.4zM12 10.5v4.2M12 17.2v.1',
  offline: 'M3 3l18 18M5 12.5a10 10 0 0 1 4.3-2.5M8.5 16a5 5 0 0 1 7 0M19 12.5a10 10 0 0 0-6.3-2.9M12 19.3v.1',
  send: 'M20.5 3.5L10 14M20.5 3.5l-6.3 17L10 14 3.5 9.8z',
  tasks:
    'M6.6 3.5h2.6l1.6 4.3-2 1.5a12 12 0 0 0 5.9 5.9l1.5-2 4.3 1.6v2.6a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4.6 5.7a2 2 0 0 1 2-2.2z',
  reports: 'M4 5.5h16v13H4zM4 14h4.5l1.2 2.2h4.6l1.2-2.2H20',
  progress: 'M4.5 20V12M12 20V4.5M19.5 20V9',
  account: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5a7.5 7.5 0 0 1 15 0',
  shield: 'M12 3.5l7.5 2.7v5.5c0 4.4-3 7.6-7.5 9-4.5-1.4-7.5-4.6-7.5-9V6.2z',
  group:
    'M9 5.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4zM3 19.5a6 6 0 0 1 12 0M15.5 6a3.2 3.2 0 0 1 0 5.8M17.5 14.2a6 6 0 0 1 3.5 5.3',
  paste: 'M8 5H5.5v15h13V5H16M8.5 3.5h7v3.5h-7zM9 12h6M9 15.5h4',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6v.1M4.5 12v.1M4.5 18v.1',
  retry: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 3.8v3.7h-3.7',
} as const

export type RowIconName = keyof typeof ROW_ICONS
export type IconName = keyof typeof ICONS
