import { join } from 'node:path';
import { parse } from 'yaml';
import { knowledgeYaml } from '../../src/data/knowledge-drafts-command';
import { entrySchema } from '../../src/knowledge/entry-schema';
import { loadTraditional } from '../../src/knowledge/traditional';
import type { KnowledgeDraft } from '../../src/learning/learning';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';
import { call } from './call';

const toTraditional = loadTraditional(join(__dirname, '../../nlp-models/knowledge'));

const draft = (overrides: Partial<KnowledgeDraft>): KnowledgeDraft => ({
  id: 'draft_09af3b',
  status: 'published',
  language: 'zh-Hans',
  question: '老年机能用VoLTE吗',
  alternatives: ['老人机支持VoLTE吗', '老年机能用VoLTE吗'],
  answer: '支持VoLTE的老年机可以用：在设置里打开“高清通话”。\n拨打不另外收费。',
  from: { handoffId: 'hand_1', agent: 'lin', at: 1 },
  ...overrides,
});

test('published answers in the form of the taught knowledge: every question once, what is known of every language', () => {
  const { intents, entries } = parse(
    knowledgeYaml(
      [draft({}), draft({ id: 'draft_77', language: 'en', question: 'a: b', answer: '# "x"' })],
      toTraditional,
    ),
  );
  expect(intents).toEqual({
    'service.reviewed_gpafjb': ['老年机能用VoLTE吗', '老人机支持VoLTE吗'],
    'service.reviewed_nn': ['a: b', '老人机支持VoLTE吗', '老年机能用VoLTE吗'],
  });
  expect(entries).toEqual([
    {
      intent: 'service.reviewed_gpafjb',
      personal: 'none',
      general: {
        'zh-Hans': '支持VoLTE的老年机可以用：在设置里打开“高清通话”。\n拨打不另外收费。',
        'zh-Hant': '支持VoLTE的老年機可以用：在設定裡打開「高清通話」。\n撥打不另外收費。',
      },
    },
    { intent: 'service.reviewed_nn', personal: 'none', general: { en: '# "x"' } },
  ]);
});

test('with the missing languages it is an entry of the knowledge', () => {
  const [entry] = parse(knowledgeYaml([draft({})], toTraditional)).entries;
  expect(entrySchema.safeParse(entry).success).toBe(false);
  expect(
    entrySchema.safeParse({ ...entry, general: { ...entry.general, en: 'Yes, if it supports VoLTE.' } }).success,
  ).toBe(true);
});

describe('npm run data -- knowledge-drafts', () => {
  const newDir = tempDirs();

  test('writes what was published, and tells how much waits for review', async () => {
    const dir = newDir();
    const store = openSqlite({ dir, clock: new ManualClock(), ids: sequentialIds() });
    for (const one of [
      draft({}),
      draft({ id: 'draft_b', status: 'draft' }),
      draft({ id: 'draft_c', status: 'rejected' }),
    ])
      await store.documents.put('knowledge_draft', one.id, one, 0);
    store.close();
    const { code, output, error } = await call(dir, ['knowledge-drafts']);
    expect([code, Object.keys(parse(output).intents)]).toEqual([0, ['service.reviewed_gpafjb']]);
    expect(error).toContain('1 published, 1 to be reviewed.');
    expect((await call(dir, ['knowledge-drafts', 'more'])).code).toBe(2);
  });
});
