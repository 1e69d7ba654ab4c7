import { readFields, writeFields } from './fields';
import { type Body, type CmppVersion, type CommandName, type FieldValues, layouts, reportFields } from './layouts';

/** Total_Length, Command_Id and Sequence_Id, four octets each. */
export const headerOctets = 12;
/** The longest there can be is a SUBMIT to 99 numbers, some 3,600 octets. */
export const longestFrame = 4_096;
const responseBit = 0x8000_0000;

const commandNames = Object.keys(layouts) as CommandName[];
const byId: ReadonlyMap<number, CommandName> = new Map(commandNames.map((name) => [layouts[name].id, name]));

/** One message, by its command. */
export type CmppPdu = {
  [Command in CommandName]: { readonly command: Command; readonly sequence: number; readonly body: Body<Command> };
}[CommandName];

export type CmppRead =
  | { readonly ok: true; readonly pdu: CmppPdu }
  | {
      readonly ok: false;
      /** `length`: it is longer or shorter than its fields. */
      readonly reason: 'unknown_command' | 'length';
      readonly commandId: number;
      /** Absent for an unknown command. */
      readonly command?: CommandName;
      readonly sequence: number;
      readonly isResponse: boolean;
    };

/**
 * A whole frame.
 * @throws CmppFieldError for a value that its field cannot hold
 */
export function encode<Command extends CommandName>(
  command: Command,
  version: CmppVersion,
  sequence: number,
  values: Partial<Body<Command>> = {},
): Buffer {
  const { id, fields } = layouts[command];
  const body = writeFields(fields, version, values);
  const header = Buffer.alloc(headerOctets);
  header.writeUInt32BE(headerOctets + body.length, 0);
  header.writeUInt32BE(id, 4);
  header.writeUInt32BE(sequence, 8);
  return Buffer.concat([header, body]);
}

/**
 * Reads a whole frame as {@link Frames} cuts it; never throws. Answers are read in the version that their length tells:
 * a CONNECT_RESP may come from a gateway that knows no 3.0, and to take a SUBMIT_RESP for none would send twice.
 */
export function decode(frame: Buffer, version: CmppVersion): CmppRead {
  const [commandId, sequence] = frame.length < headerOctets ? [0, 0] : [frame.readUInt32BE(4), frame.readUInt32BE(8)];
  const command = byId.get(commandId);
  const bad = { ok: false, commandId, sequence, isResponse: commandId >= responseBit } as const;
  if (command === undefined) return { ...bad, reason: 'unknown_command' };
  const { fields } = layouts[command];
  const octets = frame.subarray(headerOctets);
  const body =
    readFields(fields, version, octets) ??
    (bad.isResponse ? readFields(fields, version === 2 ? 3 : 2, octets) : undefined);
  if (body === undefined) return { ...bad, command, reason: 'length' };
  return { ok: true, pdu: { command, sequence, body } as CmppPdu };
}

export type StatusReport = FieldValues<typeof reportFields>;

/** Reads a status report in the version that its length tells; `undefined` when it has that of neither. */
export function readReport(content: Buffer): StatusReport | undefined {
  return readFields(reportFields, 2, content) ?? readFields(reportFields, 3, content);
}
