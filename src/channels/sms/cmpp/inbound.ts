import { createHash } from 'node:crypto';
import type { TextEncoding } from '../sms-text';
import type { DeliveryReceipt } from '../transport';
import { type Concatenation, readUserData } from '../user-data-header';
import { readReport } from './codec';
import type { Body } from './layouts';
import { stateOf } from './results';
import { messageFormat } from './short-message';

export type Inbound =
  | { readonly kind: 'receipt'; readonly receipt: DeliveryReceipt }
  | {
      readonly kind: 'text';
      readonly from: string;
      readonly to: string;
      readonly encoding: TextEncoding;
      readonly content: Buffer;
      /** Present when it is a part of a long message. */
      readonly part?: Concatenation;
      readonly id: string;
    }
  /** A report of a length no version has. */
  | { readonly kind: 'malformed'; readonly why: string }
  /** Nothing we could read later either. */
  | { readonly kind: 'unreadable'; readonly why: string };

/**
 * Format 0 is ASCII by the specification; where gateways put octets above into it, they are GB, of which ASCII is a part.
 */
const encodings: ReadonlyMap<number, TextEncoding> = new Map<number, TextEncoding>([
  [messageFormat.ascii, 'gbk'],
  [messageFormat.ucs2, 'ucs2'],
  [messageFormat.gb, 'gbk'],
]);

/** A Msg_Id as everybody writes it down: an unsigned decimal number. */
export const idText = (id: bigint): string => id.toString();

/**
 * What a DELIVER brings. Never throws.
 * @param sequence its Sequence_Id, which a gateway that does not know whether we got it uses again
 * @param now epoch ms
 */
export function readInbound(body: Body<'deliver'>, sequence: number, now: number): Inbound {
  if (body.Registered_Delivery === 1) return readReceipt(body.Msg_Content);
  const encoding = encodings.get(body.Msg_Fmt);
  if (encoding === undefined) return { kind: 'unreadable', why: `Msg_Fmt ${body.Msg_Fmt} is no text` };
  const read = (body.TP_udhi & 1) === 0 ? { content: body.Msg_Content } : readUserData(body.Msg_Content);
  if (read === undefined) return { kind: 'unreadable', why: 'a broken user data header' };
  const { part, content } = read;
  return {
    kind: 'text',
    from: nationalNumber(body.Src_terminal_Id),
    to: body.Dest_Id,
    encoding,
    content,
    ...(part === undefined || part.total === 1 ? {} : { part }),
    id: body.Msg_Id === 0n ? derivedId(body, sequence, now) : idText(body.Msg_Id),
  };
}

function readReceipt(content: Buffer): Inbound {
  const report = readReport(content);
  if (report === undefined) return { kind: 'malformed', why: `a status report of ${content.length} octets` };
  const { Msg_Id, Stat } = report;
  return { kind: 'receipt', receipt: { id: idText(Msg_Id), state: stateOf(Stat), detail: Stat.trim() } };
}

/** Longer than any gateway goes on sending the same DELIVER (three times, 60 s apart). */
const resendMs = 10 * 60_000;

/** For gateways that number nothing: the same customer, text and sequence number within ten minutes is the same. */
function derivedId(body: Body<'deliver'>, sequence: number, now: number): string {
  const { Src_terminal_Id, Dest_Id, Msg_Fmt, Msg_Content } = body;
  const period = Math.floor(now / resendMs);
  const print = JSON.stringify([Src_terminal_Id, Dest_Id, Msg_Fmt, Msg_Content.toString('base64'), sequence, period]);
  return `cmpp_${createHash('sha256').update(print).digest('hex').slice(0, 32)}`;
}

/** `8613800000001` and `+8613800000001` are 13800000001; others stay as they are. */
function nationalNumber(address: string): string {
  return /^(?:\+|00)?86(1\d{10})$/.exec(address)?.[1] ?? address;
}
