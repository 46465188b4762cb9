// node tests/e2e/run.mjs [part of a test's name, or of a file's]
//   JIHENG_BIN       the program to test (build/release/jiheng)
//   JIHENG_URL       a running server to test instead
//   JIHENG_CHROMIUM  the browser (/usr/bin/chromium)
//   JIHENG_E2E_SHOTS folder for pictures of failed tests
import { readdirSync } from 'node:fs'
import { main, readTests } from './harness.mjs'

try {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.e2e.mjs'))
  for (const file of files.sort()) await readTests(file)
  process.exitCode = await main(process.argv[2])
} catch (error) {
  console.log(error.message)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
}
