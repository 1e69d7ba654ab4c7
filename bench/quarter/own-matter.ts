import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Complaint } from '../../src/complaints/complaint';
import type { Handoff } from '../../src/handoff/handoff';
import type { RecordedContact } from './own-contacts';
import { kindAtFirst } from './own-life';

/** What a visit is told by, besides when and where it was. */
export interface OwnMatter {
  readonly type?: string | undefined;
  readonly subType?: string | undefined;
  readonly area?: string | undefined;
  readonly team?: string | undefined;
}

const { types } = parse(readFileSync(join(__dirname, '../../nlp-models/figures/contacts.yaml'), 'utf8')) as {
  readonly types: Readonly<Record<string, string>>;
};

/** By the name of the intent, letter by letter less of it. */
function typeOfQuestion(intent: string): string | undefined {
  for (let length = intent.length; length > 0; length -= 1) {
    const start = intent.slice(0, length);
    if (Object.hasOwn(types, start)) return types[start];
  }
  return undefined;
}

/** What docs/contacts.md says a visit was about, from what is on record of its complaints and hand-overs. */
export function ownMatters(
  contacts: readonly RecordedContact[],
  complaints: readonly Complaint[],
  handoffs: readonly Handoff[],
): ReadonlyMap<string, OwnMatter> {
  const filed = new Map(complaints.map((complaint) => [complaint.number, complaint]));
  const given = new Map(handoffs.map((handoff) => [handoff.id, handoff]));
  return new Map(
    contacts.map(({ id, topics, ...visit }): [string, OwnMatter] => {
      const complaint = filed.get(visit.complaints.at(-1) ?? '');
      const handoff = given.get(visit.handoffs.at(-1) ?? '');
      const team = handoff?.firstSkill ?? handoff?.skill;
      if (complaint) return [id, { ...kindAtFirst(complaint), area: complaint.area, team }];
      const types = topics.flatMap((topic) => typeOfQuestion(topic) ?? []);
      return [id, { type: types.at(-1), team }];
    }),
  );
}
