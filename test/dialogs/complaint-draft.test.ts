import { join } from 'node:path';
import type { DialogContext } from 'botbuilder-dialogs';
import { newDraft, openDraft, readStory, thingsOf } from '../../dialogs/complaint-draft';
import { loadCatalogue } from '../../src/complaints/catalogue';
import type { ComplaintType } from '../../src/complaints/complaint';
import { dataDir } from '../support/desk';
import { heardOf } from './heard';

const catalogue = loadCatalogue(join(dataDir, 'complaints'));

/** A story in clauses, each with the type it speaks of (or none). */
const told = (types: readonly [ComplaintType, number][], ...clauses: (readonly [string, ComplaintType?])[]) => {
  const text = clauses.map(([part]) => part).join('，');
  return heardOf(text, {
    complaintTypes: types.map(([type, score]) => ({ type, score })),
    clauses: clauses.map(([part, type]) => ({
      text: part,
      start: text.indexOf(part),
      end: text.indexOf(part) + part.length,
      intent: type ? `complaint.${type}` : 'None',
      score: 0.9,
      ...(type && { complaintType: type }),
    })),
  });
};

describe('readStory', () => {
  it('finds one grievance with its sub-type', () => {
    const heard = told([['staff_attitude', 0.97]], ['营业员冲我吼', 'staff_attitude']);
    expect(readStory(heard, catalogue)).toMatchObject({
      kind: 'grievances',
      grievances: [{ type: 'staff_attitude', subType: 'rude', words: '营业员冲我吼' }],
    });
  });

  it('splits two, in the order of telling; a clause between them leads up to the next', () => {
    const heard = told(
      [
        ['pricing_billing', 0.9],
        ['staff_attitude', 0.85],
      ],
      ['营业员冲我吼', 'staff_attitude'],
      ['还有我压根没开彩铃'],
      ['月月扣我6块', 'pricing_billing'],
    );
    expect(readStory(heard, catalogue)).toMatchObject({
      kind: 'grievances',
      grievances: [
        { type: 'staff_attitude', words: '营业员冲我吼' },
        { type: 'pricing_billing', subType: 'unauthorised_order', words: '还有我压根没开彩铃，月月扣我6块' },
      ],
    });
  });

  it('asks when two types are too near, and keeps both', () => {
    const heard = told(
      [
        ['after_sales', 0.55],
        ['product_quality', 0.5],
      ],
      ['你们这个服务真不行'],
    );
    expect(readStory(heard, catalogue)).toEqual({
      kind: 'unsure',
      candidates: [
        { type: 'after_sales', score: 0.55 },
        { type: 'product_quality', score: 0.5 },
      ],
    });
  });

  it('finds none where there is none', () => {
    expect(readStory(heardOf('什么是彩铃'), catalogue)).toEqual({ kind: 'none' });
  });
});

describe('thingsOf', () => {
  it.each([
    [['shop', 'ring_back_tone'], ['ring_back_tone']],
    [['call', 'bill'], []],
    [['call'], ['call']],
    [[], []],
  ])('%j → %j', (items, things) => {
    expect(thingsOf(items)).toEqual(things);
  });
});

describe('openDraft', () => {
  it('finds the draft wherever it lies on the stack, and none elsewhere', () => {
    const draft = newDraft('c1|0000001');
    const stack = [
      { id: 'complaint', state: draft },
      { id: 'ask', state: {} },
    ] as DialogContext['stack'];
    expect(openDraft({ stack })).toBe(draft);
    expect(openDraft({ stack: stack.slice(1) })).toBeUndefined();
    expect(openDraft({ stack: [] })).toBeUndefined();
  });
});
