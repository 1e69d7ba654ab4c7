import type { Clock } from '../ports/clock';
import type { IdGenerator } from '../ports/id-generator';
import { maskedValue } from '../ports/masked';
import type { RecordLog } from '../ports/record-log';
import type { StaffIdentity } from './staff-account';

/** One line of the trail. Free text in `details` is masked. */
export interface Audited {
  /** What was done: `view`, `reveal`, `accept`, … */
  readonly act: string;
  /** What it was done to: id of a hand-over, number of a complaint, key of an entry. */
  readonly about?: string;
  /** The customer's conversation, so that erasing a customer finds it. */
  readonly conversationId?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The trail of what staff saw and changed (L7, S5). */
export interface DeskAudit {
  /**
   * An act: one line each. Resolves when it is stored; what is shown waits for it, so a look that cannot be recorded does
   * not happen. An act on a hand-over has been written by then, and stands in the hand-over's own history as well.
   */
  did(identity: StaffIdentity, what: Audited): Promise<void>;
  /** A look: a page that asks again within ten minutes adds no line. */
  saw(identity: StaffIdentity, what: Audited): Promise<void>;
}

const sameLookMs = 600_000;

export function createDeskAudit(records: Pick<RecordLog, 'append'>, clock: Clock, ids: IdGenerator): DeskAudit {
  const append = (key: string, { name }: StaffIdentity, { act, about, conversationId, details }: Audited) =>
    records.append({
      kind: 'audit',
      key: `desk:${key}`,
      at: clock.now(),
      conversationId: conversationId ?? '',
      data: {
        staff: name,
        act,
        ...(about === undefined ? {} : { about }),
        ...(maskedValue(details ?? {}) as Record<string, unknown>),
      },
    });
  return {
    did: (identity, what) => append(ids.next('aud'), identity, what),
    saw: (identity, what) => {
      const look = [identity.name, what.act, what.about ?? '', Math.floor(clock.now() / sameLookMs)];
      return append(`look:${JSON.stringify(look)}`, identity, what);
    },
  };
}
