export function findBrowser(): string | null
export function ensureBrowser(): string | null
export function ensureChineseFont(): void
