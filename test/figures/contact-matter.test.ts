import { join } from 'node:path';
import { contactMatter } from '../../src/figures/contact-matter';
import { loadTypeOfTopic } from '../../src/figures/contacts';
import type { Handoff } from '../../src/handoff/handoff';
import { intentNames } from '../../src/understanding/intents';
import { newComplaint } from '../support/new-complaint';

const typeOfTopic = loadTypeOfTopic(join(__dirname, '../../nlp-models/figures'));
const corrected = { at: 1, actor: 'lin', event: 'correct_type', note: 'pricing_billing/wrong_charge → after_sales' };
const complaint = {
  ...newComplaint({ type: 'after_sales', area: 'zhongquan', history: [corrected] }),
  number: 'C1',
  version: 1,
};
const sources = {
  typeOfTopic,
  complaints: { byNumber: async (number: string) => (number === 'C1' ? complaint : undefined) },
  handoffs: {
    byId: async (id: string) =>
      ({ h1: { skill: 'network', firstSkill: 'billing' }, h2: { skill: 'network' } })[id] as Handoff | undefined,
  },
};
const matter = (fields: { topics?: string[]; complaints?: string[]; handoffs?: string[] }) =>
  contactMatter({ topics: [], complaints: [], handoffs: [], ...fields }, sources);

test('a visit is told by its last complaint as the bot took it, and by the team its last hand-over was sent to first', async () => {
  expect(await matter({ topics: ['service.puk'], complaints: ['C0', 'C1'], handoffs: ['h2', 'h1'] })).toEqual({
    ...{ type: 'pricing_billing', subType: 'wrong_charge', area: 'zhongquan', team: 'billing' },
  });
  expect(await matter({ handoffs: ['h2'] })).toEqual({ team: 'network' });
});

test('without a complaint by the last question that has a type; what has none, and what was erased, is none', async () => {
  expect(await matter({ topics: ['billing.balance', 'service.broadband_fault', 'ticket.status'] })).toEqual({
    type: 'product_quality',
  });
  expect(await matter({ topics: ['ticket.status'] })).toEqual({});
  expect(await matter({ complaints: ['C9'], handoffs: ['h9'] })).toEqual({});
});

test('every question there can be has a type', () => {
  const questions = intentNames.filter((intent) => /^(?:billing|data_usage|ring_back_tone|service)\./.test(intent));
  expect(questions.length).toBeGreaterThan(40);
  expect(questions.filter((intent) => typeOfTopic(intent) === undefined)).toEqual([]);
  expect(typeOfTopic('data_usage.speed_limit')).toBe('product_quality');
});
