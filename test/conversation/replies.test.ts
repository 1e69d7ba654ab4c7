import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadReplies } from '../../src/conversation/replies';
import { languages } from '../../src/ports/language';
import { tempDirs } from '../support/temp-dir';

type Entry = string | { text: string; speak: string };
interface File {
  replies?: Record<string, Record<string, Entry>>;
  choices?: Record<string, Record<string, string>>;
}

const root = join(__dirname, '../..');
const folder = join(root, 'nlp-models/replies');
const files = readdirSync(folder).map((name) => parse(readFileSync(join(folder, name), 'utf8')) as File);
const replies = Object.assign({}, ...files.map((file) => file.replies ?? {})) as NonNullable<File['replies']>;
const choices = Object.assign({}, ...files.map((file) => file.choices ?? {})) as NonNullable<File['choices']>;
const forms = (entry: Entry): string[] => (typeof entry === 'string' ? [entry] : [entry.text, entry.speak]);
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

const sources = ['dialogs', 'bots', 'src', 'src/conversation', 'src/channels/sms', 'src/channels/voice', 'test/support']
  .flatMap((place) => readdirSync(join(root, place)).map((name) => join(root, place, name)))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(name, 'utf8'))
  .join('\n');
const literals = new Set([...sources.matchAll(/'([a-z_]+(?:\.[a-z_]+)?)'/g)].map(([, word = '']) => word));
/** `identity.${sent}`: any key of that shape is used. */
const patterns = [...sources.matchAll(/`([a-z_]+\.[^`]*\$\{[^`]*)`/g)].map(
  ([, template = '']) =>
    new RegExp(`^${template.replace('.', '\\.').replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '[a-z_]+')}$`),
);
const intents = new Set(
  [...readFileSync(join(root, 'src/understanding/intents.ts'), 'utf8').matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(
    ([, word]) => word,
  ),
);

describe('nlp-models/replies', () => {
  it.each(Object.entries(replies))('%s has the same placeholders in every language and form', (_key, entry) => {
    const sets = languages.flatMap((language) => forms(entry[language] ?? '').map(placeholders));
    expect(sets.length).toBeGreaterThanOrEqual(languages.length);
    for (const found of sets) expect(found).toEqual(sets[0]);
  });

  it.each(Object.entries({ ...replies, ...choices }))('%s is written in every language and script', (_key, entry) => {
    for (const language of languages) {
      const texts = forms(entry[language] ?? '');
      for (const text of texts) expect(text.trim()).not.toBe('');
    }
    const own = ['zh-Hans', 'zh-Hant'].flatMap((language) => forms(entry[language] ?? ''));
    for (const text of own) expect(text).not.toMatch(/亲[，。！]|敬请|兹|！！/);
  });

  it('has every key the dialogs say', () => {
    const namespaces = new Set(Object.keys(replies).map((key) => key.split('.')[0]));
    const said = [...literals].filter(
      (word) =>
        word.includes('.') && !word.endsWith('.yaml') && namespaces.has(word.split('.')[0]) && !intents.has(word),
    );
    expect(said.length).toBeGreaterThan(40);
    expect(
      said.filter(
        (key) => !(key in replies) && !/^(?:complaint|ticket|control)\.(?:status|add|reopen|withdraw)$/.test(key),
      ),
    ).toEqual([]);
  });

  it('has every choice the dialogs offer', () => {
    const direct = [...sources.matchAll(/choice\('([a-z_]+)'\)/g)].map(([, key = '']) => key);
    const listed = [...sources.matchAll(/sayKey\([^;]*?\[((?:'[a-z_]+'(?:,\s*)?)+)\]/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/'([a-z_]+)'/g)].map(([, key = '']) => key),
    );
    expect(listed.length).toBeGreaterThan(5);
    expect([...direct, ...listed].filter((key) => !(key in choices))).toEqual([]);
  });

  it('has no key that nobody says', () => {
    const used = (key: string): boolean => literals.has(key) || patterns.some((pattern) => pattern.test(key));
    expect([...Object.keys(replies), ...Object.keys(choices)].filter((key) => !used(key))).toEqual([]);
  });
});

describe('loadReplies', () => {
  const tempDir = tempDirs();
  const folderWith = (files: Record<string, string>): string => {
    const dir = join(tempDir(), 'replies');
    mkdirSync(dir);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
    return dir;
  };
  const one = '{ zh-Hans: "你好{name}", zh-Hant: "你好{name}", en: "Hello {name}" }';

  it('fills placeholders, in the spoken form with what is to be heard', () => {
    const said = loadReplies(
      folderWith({ 'a.yaml': 'replies: { hello: { zh-Hans: { text: "{n}", speak: "说{n}" }, zh-Hant: x, en: y } }' }),
    ).say('hello', 'zh-Hans', { n: { text: '6元', speak: '六元' } });
    expect(said).toEqual({ text: '6元', speak: '说六元' });
  });

  it('names a missing value, a missing key and a missing choice', () => {
    const loaded = loadReplies(folderWith({ 'a.yaml': `replies: { hello: ${one} }` }));
    expect(() => loaded.say('hello', 'en')).toThrow('needs a value for {name}');
    expect(() => loaded.say('goodbye', 'en')).toThrow('No reply "goodbye"');
    expect(() => loaded.choice('yes', 'en')).toThrow('No choice "yes"');
  });

  it('takes a value for text, never as a template or a property of objects', () => {
    const loaded = loadReplies(folderWith({ 'a.yaml': `replies: { hello: ${one} }` }));
    expect(loaded.say('hello', 'en', { name: '{name} $& __proto__' }).text).toBe('Hello {name} $& __proto__');
    expect(() => loaded.say('hello', 'en', Object.create({ name: 'inherited' }))).toThrow('needs a value');
  });

  it('refuses a key that is defined twice, and a language left out', () => {
    expect(() =>
      loadReplies(folderWith({ 'a.yaml': `replies: { hello: ${one} }`, 'b.yaml': `replies: { hello: ${one} }` })),
    ).toThrow('"hello" is already defined');
    expect(() => loadReplies(folderWith({ 'a.yaml': 'replies: { hello: { en: Hi } }' }))).toThrow(
      'nlp-models/replies/a.yaml',
    );
  });
});
