export * from './intake.ts'
export * from './journal.ts'
export * from './tasks.ts'
export * from './units.ts'
