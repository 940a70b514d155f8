import { defineConfig } from '@playwright/test'
import { launchOptions, PHONE } from './tests/support/browser.ts'

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './tests/e2e/support/global-setup.ts',
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: { ...PHONE, browserName: 'chromium', trace: 'off', launchOptions: launchOptions() },
})
