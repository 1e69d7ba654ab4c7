import { addCommand, addTLV, type CommandDefinition, commands, type Fields, PDU, tlvs } from 'smpp';
import { smppStatus } from './status';

/** One protocol data unit, its parameters by the names of the specification. Octet strings are as they came. */
export interface Pdu {
  readonly command: string;
  readonly status: number;
  readonly sequence: number;
  readonly isResponse: boolean;
  number(field: string): number | undefined;
  text(field: string): string | undefined;
  octets(field: string): Buffer | undefined;
}

export type PduRead =
  | { readonly ok: true; readonly pdu: Pdu }
  /** To be answered by `generic_nack` with this status, unless it was a response. */
  | {
      readonly ok: false;
      readonly status: number;
      readonly sequence: number;
      readonly isResponse: boolean;
      readonly why: string;
    };

/** Header of every PDU: length, command id, status, sequence number. */
export const headerOctets = 16;
/** Longer than any PDU can be: optional parameters have at most 64 KB. */
export const longestPdu = 70_000;
const responseBit = 0x8000_0000;

/** The requests whose octets we read; all others are answered without a look at their parameters. */
const bringingText: ReadonlySet<string> = new Set(['deliver_sm', 'data_sm']);

keepOctets();

/** @returns the octets of a PDU. A response with a status other than 0 has no body. */
export function encodePdu(command: string, sequence: number, fields: Fields = {}): Buffer {
  return new PDU(command, { ...fields, sequence_number: sequence }).toBuffer();
}

/** Reads a whole frame. The library throws on some and silently shortens others: neither gets further than here. */
export function readPdu(frame: Buffer): PduRead {
  const isResponse = frame.readUInt32BE(4) >= responseBit;
  const sequence = frame.readUInt32BE(12);
  const bad = (status: number, why: string): PduRead => ({ ok: false, status, sequence, isResponse, why });
  let pdu: PDU;
  try {
    pdu = new PDU(frame);
  } catch (fault) {
    return bad(smppStatus.invalidCommandLength, String(fault));
  }
  if (pdu.command === 'unknown') return bad(smppStatus.invalidCommandId, 'unknown command');
  if (bringingText.has(pdu.command)) {
    const end = bodyEnd(pdu, frame);
    if (end === undefined) return bad(smppStatus.invalidCommandLength, 'a parameter is missing or too long');
    if (!tlvsFit(frame, end)) return bad(smppStatus.invalidTlvStream, 'an optional parameter is too long');
  }
  return { ok: true, pdu: readable(pdu, isResponse) };
}

function readable(pdu: PDU, isResponse: boolean): Pdu {
  const field = (name: string): unknown => (Object.hasOwn(pdu, name) ? pdu[name] : undefined);
  return {
    command: pdu.command,
    status: pdu.command_status,
    sequence: pdu.sequence_number,
    isResponse,
    number(name) {
      const value = field(name);
      return typeof value === 'number' ? value : undefined;
    },
    text(name) {
      const value = field(name);
      return typeof value === 'string' ? value : undefined;
    },
    octets(name) {
      const value = field(name);
      return Buffer.isBuffer(value) ? value : undefined;
    },
  };
}

/** Where the mandatory parameters end, or `undefined` when they do not all fit into the frame. */
function bodyEnd(pdu: PDU, frame: Buffer): number | undefined {
  let at = headerOctets;
  for (const [name, { type }] of Object.entries(commands[pdu.command]?.params ?? {})) {
    const value = pdu[name];
    if (value === undefined || at >= frame.length) return undefined;
    const size = Buffer.isBuffer(value) ? 1 + (frame[at] ?? 0) : type.size(value);
    at += size;
    if (at > frame.length) return undefined;
  }
  return at;
}

function tlvsFit(frame: Buffer, from: number): boolean {
  let at = from;
  while (at + 4 <= frame.length) at += 4 + frame.readUInt16BE(at + 2);
  return at <= frame.length;
}

/**
 * The library decodes texts part by part, which breaks characters cut between parts, and stumbles over odd times; for
 * what comes in we take the octets instead.
 */
function keepOctets(): void {
  for (const command of bringingText) {
    const { id, params = {} } = commands[command] as CommandDefinition;
    const plain = Object.entries(params).map(([name, { filter: _filter, ...param }]) => [name, param] as const);
    addCommand(command, { id, params: Object.fromEntries(plain) });
  }
  const payload = tlvs['message_payload'];
  if (payload !== undefined) addTLV('message_payload', { id: payload.id, type: payload.type });
}
