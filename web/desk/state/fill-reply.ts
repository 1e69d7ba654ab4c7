import type { HandoffDetail } from '../../../src/desk/desk-api';

/** Values of a canned reply's variables; what is not known stays out, and the gap stays visible in the text. */
export interface ReplyValues {
  readonly agent?: string | undefined;
  readonly number?: string | undefined;
  readonly deadline?: string | undefined;
  readonly item?: string | undefined;
  readonly amount?: string | undefined;
  readonly phone?: string | undefined;
}

const gap = /\{(agent|number|deadline|item|amount|phone)\}/g;

/** A customer's own words may look like a gap: theirs get wide braces, which are none. */
export const withoutGaps = (words: string): string => words.replace(gap, '｛$1｝');

export function fillReply(text: string, values: ReplyValues): string {
  return text.replace(gap, (whole, name: keyof ReplyValues) => {
    const value = values[name];
    return value === undefined ? whole : withoutGaps(value);
  });
}

/** Variables nobody filled in yet; a message with some is not sent. */
export const gapsIn = (text: string): readonly string[] => [...text.matchAll(gap)].map(([whole]) => whole);

/** What is known about the customer, for {@link fillReply}. `dateOf` writes a time for people. */
export function replyValues(
  detail: HandoffDetail | undefined,
  agent: string,
  dateOf: (at: number) => string,
): ReplyValues {
  const complaint = detail?.complaints.find(({ here }) => here);
  const deadline = complaint?.promises.map(({ by }) => by).sort((a, b) => a - b)[0];
  const { item, amountFen } = detail?.brief.slots ?? {};
  const { fillIn } = detail ?? {};
  return {
    agent,
    number: complaint?.number,
    deadline: fillIn?.deadline ?? (deadline === undefined ? undefined : dateOf(deadline)),
    item: fillIn?.item ?? (typeof item === 'string' ? item : undefined),
    amount:
      fillIn?.amount ?? (typeof amountFen === 'number' ? (amountFen / 100).toFixed(2).replace(/\.00$/, '') : undefined),
    phone: detail?.phone,
  };
}
