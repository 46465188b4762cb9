// node tests/e2e/run.mjs [part of a test's name]
//   JIHENG_BIN       the program to test (build/release/jiheng)
//   JIHENG_URL       a running server to test instead
//   JIHENG_CHROMIUM  the browser (/usr/bin/chromium)
//   JIHENG_E2E_SHOTS folder for pictures of failed tests
import { main } from './harness.mjs'
import './shell.e2e.mjs'
import './dashboard.e2e.mjs'
import './report.e2e.mjs'
import './law.e2e.mjs'
import './goals.e2e.mjs'

try {
  process.exitCode = await main(process.argv[2])
} catch (error) {
  console.log(error.message)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
}
