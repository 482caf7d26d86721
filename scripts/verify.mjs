/**
 * What `npm test` does once the machine is ready: the checks, then every test, then one closing line that counts both.
 * With arguments (`npm test -- test/shared`) it runs just those tests.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.mjs';
import { root, run } from './run.mjs';
import { buildSite } from './site.mjs';

const asked = process.argv.slice(2);
const report = join('test-results', 'vitest.json');

mkdirSync(join(root, 'test-results'), { recursive: true });
rmSync(join(root, report), { force: true });

const checks = asked.length > 0 ? { passed: 0, failed: 0 } : await check();
const selection = asked.length > 0 ? asked.map((each) => JSON.stringify(each)).join(' ') : "--project '!rooms'";
// Tests that go through the front door are served the site as it is now.
await buildSite();
const { ok } = await run(`vitest run --reporter=default --reporter=json --outputFile.json=${report} ${selection}`, {
  through: true,
});
const tests = counted(ok);
const [passed, failed] = [checks.passed + tests.passed, checks.failed + tests.failed];
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

/** A file that could not be loaded, an error outside any test and a run that never reported count as one failure each. */
function counted(ok) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(join(root, report), 'utf8'));
    const unloaded = testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
    ).length;
    const failed = numFailedTests + unloaded;
    return { passed: numPassedTests, failed: failed === 0 && !ok ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
