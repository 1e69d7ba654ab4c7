import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { codeRules } from '../../src/accounts/one-time-code';
import { settingNames } from '../../src/config';
import { faults } from '../../src/platform/errors';

const root = join(__dirname, '../..');
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');
const scripts: unknown = JSON.parse(textOf('package.json')).scripts;
const operations = textOf('docs/operations.md');

/** Made at run time, so not in a fresh clone. */
const made = /^(?:data|dist|attachments|node_modules|test\/screenshots)(?:\/|$)/;
const rootNames = new Set(readdirSync(root));

/** What a page says in backticks that must be a file of ours: it starts at the top, or has a source file's ending. */
function pathsIn(page: string): string[] {
  const prose = textOf(page).replace(/```[\s\S]*?```/g, '');
  return [...prose.matchAll(/`([\w.-]+(?:\/[\w.-]+)*\/?)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => path.includes('/') && rootNames.has(path.split('/')[0] ?? '') && !made.test(path));
}

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replace(/\s/g, '-');

const headingsOf = (page: string): string[] =>
  [...textOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

describe.each(pages)('%s', (page) => {
  test('every relative link leads somewhere', () => {
    const broken = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [path = '', anchor] = target.split('#');
        const file = path === '' ? page : normalize(join(dirname(page), path));
        if (!existsSync(join(root, file))) return true;
        return anchor !== undefined && file.endsWith('.md') && !headingsOf(file).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  test('every path it names is there', () => {
    expect(pathsIn(page).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('every npm script it names is in package.json', () => {
    const named = [...textOf(page).matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts as object, name))).toEqual([]);
  });
});

describe('docs/operations.md', () => {
  const rowsOf = (heading: string): string[] => {
    const section = operations.split(new RegExp(`^#{2,3} ${heading}$`, 'm'))[1]?.split(/^#{2,3} /m)[0] ?? '';
    return [...section.matchAll(/^\| `([A-Za-z_]+)`/gm)].map(([, name = '']) => name);
  };

  test('has exactly the settings of .env.example and of the schema', () => {
    const example = [...textOf('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name);
    expect(rowsOf('Settings').toSorted()).toEqual(example.toSorted());
    expect(rowsOf('Settings').toSorted()).toEqual(settingNames.toSorted());
  });

  test('names no fault the code does not know', () => {
    const known = [...Object.keys(faults), 'storage_busy', 'storage_newer', 'storage_unavailable'];
    expect(rowsOf('Faults').filter((code) => !known.includes(code))).toEqual([]);
  });

  test('has every metric that is counted', () => {
    const source = `${textOf('src/platform/metrics.ts')}${textOf('src/app.ts')}`;
    const counted = [...source.matchAll(/(?:^ {2}|name: '|')([a-z]+(?:_[a-z]+)*_(?:total|seconds|waiting))\b/gm)];
    const documented = new Set(rowsOf('Watching'));
    const missing = new Set(counted.map(([, name = '']) => name).filter((name) => !documented.has(name)));
    expect([...missing]).toEqual([]);
  });

  test('tells the life of a one-time code as it is', () => {
    const { lifetimeMs, maxTries, perTenMinutes, perDay } = codeRules;
    expect(operations).toContain(
      `${lifetimeMs / 60_000} minutes, ${maxTries} tries; ${perTenMinutes} in 10 minutes and ${perDay} a day`,
    );
  });
});
