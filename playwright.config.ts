import { defineConfig } from '@playwright/test'
import { launchOptions, PHONE } from './tests/support/browser.ts'

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './tests/e2e/support/global-setup.ts',
  workers: 2,
  retries: 0,
  // Limits are for what hangs. A machine whose cores are busy with something else is ten times as slow, and no verdict
  // may hang on that: what must be fast is measured by the bench.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  reporter: 'list',
  use: { ...PHONE, browserName: 'chromium', trace: 'off', launchOptions: launchOptions() },
})
