import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { longest, most, roomForNumbers } from '../../src/desk/longest';

const web = join(__dirname, '../../web');

test('no page of staff has a length of its own', () => {
  const fields = ['board', 'desk', 'components'].flatMap((folder) =>
    readdirSync(join(web, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx'))
      .flatMap((file) => [...readFileSync(join(web, folder, file), 'utf8').matchAll(/maxLength=\{([^}]*)\}/g)])
      .map(([, length = '']) => length),
  );
  expect(fields.length).toBeGreaterThan(20);
  expect(fields.filter((length) => !/longest|roomForNumbers/.test(length))).toEqual([]);
});

test('a list of so many numbers, one a line, has room', () => {
  const number = 'C20261121-0042-7\n';
  expect(number.repeat(most.attached).length).toBeLessThan(roomForNumbers(most.attached));
  expect(number.length).toBeLessThan(longest.number);
});
