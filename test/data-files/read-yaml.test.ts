import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import * as yaml from 'yaml';
import { readYaml } from '../../src/data-files/read-yaml';

jest.mock('yaml', () => ({ ...jest.requireActual<typeof yaml>('yaml'), parse: jest.fn() }));
const parse = jest.mocked(yaml.parse);
const actual = jest.requireActual<typeof yaml>('yaml');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'read-yaml-'));
  parse.mockReset().mockImplementation((text: string) => actual.parse(text) as unknown);
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Always of the same moment, as after two saves within a tick of the file system's clock. */
function write(name: string, text: string): string {
  const file = join(dir, name);
  writeFileSync(file, text);
  utimesSync(file, 1, 1);
  return file;
}

test('A file is parsed once, by whatever name of its path it is asked for', () => {
  const file = write('a.yaml', 'words: [账单, 流量]');
  expect(readYaml(file)).toEqual({ words: ['账单', '流量'] });
  expect(readYaml(relative(process.cwd(), file))).toBe(readYaml(file));
  expect(parse).toHaveBeenCalledTimes(1);
});

test('An edited file is read anew, also when its length and its time say nothing', () => {
  const file = write('a.yaml', 'limit: 10');
  expect(readYaml(file)).toEqual({ limit: 10 });
  write('a.yaml', 'limit: 20');
  expect(readYaml(file)).toEqual({ limit: 20 });
  write('a.yaml', 'limit: 10');
  expect(readYaml(file)).toEqual({ limit: 10 });
});

test('Files of the same name in two folders are two files', () => {
  const one = write('a.yaml', 'x: 1');
  const other = mkdtempSync(join(dir, 'other-'));
  writeFileSync(join(other, 'a.yaml'), 'x: 2');
  expect(readYaml(one)).toEqual({ x: 1 });
  expect(readYaml(join(other, 'a.yaml'))).toEqual({ x: 2 });
  expect(readYaml(one)).toEqual({ x: 1 });
});

test('A file that is gone or broken is a fault each time, and what it said before is not given out', () => {
  const file = write('a.yaml', 'x: 1');
  readYaml(file);
  write('a.yaml', 'x: [1');
  for (let time = 0; time < 2; time += 1) expect(() => readYaml(file)).toThrow(/at line 1/);
  rmSync(file);
  expect(() => readYaml(file)).toThrow(/ENOENT/);
  write('a.yaml', '');
  expect(readYaml(file)).toBeNull();
});

test('Nobody can change what others read', () => {
  const file = write('a.yaml', 'base: &b {list: [{x: 1}]}\nagain: *b');
  const value = readYaml(file) as { base: { list: { x: number }[] }; again: { list: unknown[] } };
  expect(() => value.base.list.push({ x: 2 })).toThrow(TypeError);
  expect(() => Object.assign(value.base.list[0] ?? {}, { x: 3 })).toThrow(TypeError);
  expect(value.again.list).toEqual([{ x: 1 }]);
});
