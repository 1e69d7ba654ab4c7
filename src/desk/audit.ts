import type { ActKey } from '../ports/act-key';
import type { Clock } from '../ports/clock';
import type { IdGenerator } from '../ports/id-generator';
import type { Log } from '../ports/log';
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
  /** Of the request: said again it adds no line, and the line of one that was cut off by a crash after all. */
  readonly key?: ActKey | undefined;
}

/** The trail of what staff saw and changed (L7, S5). */
export interface DeskAudit {
  /**
   * One line each, before the act: what is shown or done waits until it is stored, so what cannot be recorded does not
   * happen.
   */
  did(identity: StaffIdentity, what: Audited): Promise<void>;
  /**
   * An act that has happened, and stands with who and when in the history of what it changed (hand-over, complaint), by
   * the very write that changed it: so the trail has it even when this line cannot be stored, which is logged and undoes
   * nothing. Written beforehand, it would also tell of acts that were refused a moment later. Never rejects.
   */
  done(identity: StaffIdentity, what: Audited): Promise<void>;
  /** A look: a page that asks again within ten minutes adds no line. */
  saw(identity: StaffIdentity, what: Audited): Promise<void>;
}

const sameLookMs = 600_000;
const lineKey = (key: string): string => `desk:${key}`;
const keyedLine = ({ act, about }: Audited, { by, print, id }: ActKey): string =>
  `act:${JSON.stringify([by, act, about, id, print])}`;

/** Whether the trail has this act's line already, for what keeps no history of its own. */
export const isOnTrail = async (
  records: Pick<RecordLog, 'get'>,
  what: Audited & { readonly key: ActKey },
): Promise<boolean> => (await records.get('audit', lineKey(keyedLine(what, what.key)))) !== undefined;

export function createDeskAudit(
  records: Pick<RecordLog, 'append'>,
  clock: Clock,
  ids: IdGenerator,
  log: Log,
): DeskAudit {
  const append = (key: string, { name }: StaffIdentity, { act, about, conversationId, details }: Audited) =>
    records.append({
      kind: 'audit',
      key: lineKey(key),
      at: clock.now(),
      conversationId: conversationId ?? '',
      data: {
        staff: name,
        act,
        ...(about === undefined ? {} : { about }),
        ...(maskedValue(details ?? {}) as Record<string, unknown>),
      },
    });
  const lineOf = (what: Audited): string => (what.key === undefined ? ids.next('aud') : keyedLine(what, what.key));
  return {
    did: (identity, what) => append(lineOf(what), identity, what),
    done: (identity, what) =>
      append(lineOf(what), identity, what).catch((err: unknown) => {
        const { act, about } = what;
        log.error(
          { err, staff: identity.name, act, about },
          'desk: an act is in its history, but not in the audit trail',
        );
      }),
    saw: (identity, what) => {
      const look = [identity.name, what.act, what.about ?? '', Math.floor(clock.now() / sameLookMs)];
      return append(`look:${JSON.stringify(look)}`, identity, what);
    },
  };
}
