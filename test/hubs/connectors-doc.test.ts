import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const textOf = (path: string): string => readFileSync(join(__dirname, '../..', path), 'utf8');

test('the example of docs/connectors.md is the one that is tried', () => {
  const [, shown] =
    /```ts\n\/\/ test\/hubs\/example-hub\.ts\n([^`]*(?:`(?!``)[^`]*)*)```/.exec(textOf('docs/connectors.md')) ?? [];
  expect(shown).toBe(textOf('test/hubs/example-hub.ts'));
});
