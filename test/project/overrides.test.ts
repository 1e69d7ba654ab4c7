import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Culture, recognizeNumber } from '@microsoft/recognizers-text-suite';
import { workOf } from '../support/work-of';

const root = join(__dirname, '../..');

/** Every installed copy of a package whose name begins so, with its version. */
function* copies(folder: string): Generator<{ name: string; version: string }> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) continue;
    if (entry.name.startsWith('@')) yield* copies(path);
    else if (path.includes('/@microsoft/recognizers-text')) {
      const { name, version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
      yield { name, version };
    }
    try {
      yield* copies(join(path, 'node_modules'));
    } catch {
      // no packages of its own
    }
  }
}

describe('overrides of the recognizers (their 1.1 and 1.3.0 copies block for seconds on Chinese digits)', () => {
  const { overrides } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  it('hold for every installed copy, whoever asked for it', () => {
    const installed = [...copies(join(root, 'node_modules'))];
    expect(installed.length).toBeGreaterThanOrEqual(7);
    for (const { name, version } of installed) expect(`${name} ${version}`).toBe(`${name} ${overrides[name]}`);
  });

  it('cure the exponential case', () => {
    // Over 12 s without the overrides; milliseconds with them.
    expect(workOf(() => recognizeNumber('二'.repeat(25), Culture.Chinese))).toBeLessThan(1000);
  });
});
