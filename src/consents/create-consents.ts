import type { Consent, Consents, ConsentTopic } from '../ports/consents';
import type { DocumentStore } from '../ports/document-store';
import { maskPhone, maskText } from '../ports/mask';
import type { RecordLog } from '../ports/record-log';

export interface ConsentsDeps {
  readonly documents: Pick<DocumentStore, 'get' | 'put'>;
  readonly records: Pick<RecordLog, 'append'>;
}

/** What is kept of a number. */
interface Kept {
  readonly decisions: Readonly<Partial<Record<ConsentTopic, Consent>>>;
  /** Topics that were asked about, and the turn that asked. */
  readonly asked?: Readonly<Partial<Record<ConsentTopic, string>>>;
}

/** Without a decision: what the operator owes its customers is told, nothing else is (L12). */
const unasked: Readonly<Record<ConsentTopic, boolean>> = { service: true, greeting: false, offers: false };
const mostTries = 5;
const longestWords = 200;

/**
 * What numbers agreed to and refused, in the store and read anew each time, so that a refusal holds from the next message
 * on. Each decision leaves an audit record (`consent_given`, `consent_refused`) under the activity that proves it, before it counts.
 */
export function createConsents({ documents, records }: ConsentsDeps): Consents {
  async function read(phone: string): Promise<{ kept: Kept; version: number }> {
    const found = await documents.get<Kept>('consent', phone);
    return { kept: found?.value ?? { decisions: {} }, version: found?.version ?? 0 };
  }

  /** @param next `undefined`: nothing to write */
  async function change(phone: string, next: (kept: Kept) => Kept | undefined): Promise<boolean> {
    for (let tried = 0; tried < mostTries; tried += 1) {
      const { kept, version } = await read(phone);
      const written = next(kept);
      if (written === undefined) return false;
      if ((await documents.put('consent', phone, written, version)) !== undefined) return true;
    }
    throw new Error('A consent could not be written: it changes all the time. Look for a program that writes it.');
  }

  return {
    async may(phone, topic) {
      const { kept } = await read(phone);
      return kept.decisions[topic]?.given ?? unasked[topic];
    },
    of: async (phone) => (await read(phone)).kept.decisions,
    async decide(phone, topics, { words, ...consent }) {
      const said = words === undefined ? undefined : maskText(words.slice(0, longestWords));
      const decided: Consent = { ...consent, ...(said !== undefined && { words: said }) };
      await records.append({
        kind: 'audit',
        key: `consent:${decided.by}:${decided.at}`,
        at: decided.at,
        conversationId: conversationOf(decided.by),
        data: {
          kind: decided.given ? 'consent_given' : 'consent_refused',
          phone: maskPhone(phone),
          what: topics.join(', '),
          ...(said !== undefined && { why: said }),
        },
      });
      await change(phone, (kept) => {
        const newer = topics.filter((topic) => isNews(kept.decisions[topic], decided));
        if (newer.length === 0) return undefined;
        const changed = Object.fromEntries(newer.map((topic) => [topic, decided]));
        return { ...kept, decisions: { ...kept.decisions, ...changed } };
      });
    },
    async ask(phone, topic, by) {
      const { kept } = await read(phone);
      if (kept.asked?.[topic] === by) return true;
      return change(phone, ({ decisions, asked = {} }) =>
        decisions[topic] !== undefined || asked[topic] !== undefined
          ? undefined
          : { decisions, asked: { ...asked, [topic]: by } },
      );
    },
  };
}

const isNews = (known: Consent | undefined, { at, by, given }: Consent): boolean =>
  known === undefined || at > known.at || (at === known.at && (by !== known.by || given !== known.given));

/** The activity's own conversation, so that erasing its customer finds the record; a name of staff is in none. */
const conversationOf = (by: string): string => by.split(/[|:]/, 1)[0] ?? by;
