/** What we use of the `smpp` package, which has no types: its codec, and in tests its server. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  export type Fields = Readonly<Record<string, unknown>>;

  export interface ParamType {
    read(buffer: Buffer, offset: number, length?: number): unknown;
    write(value: unknown, buffer: Buffer, offset: number): void;
    size(value: unknown): number;
  }

  export class PDU {
    constructor(frame: Buffer);
    constructor(command: string, fields?: Fields);
    command: string;
    command_id: number;
    command_length: number;
    command_status: number;
    sequence_number: number;
    [field: string]: unknown;
    toBuffer(): Buffer;
    response(fields?: Fields): PDU;
    isResponse(): boolean;
  }

  export interface CommandDefinition {
    id: number;
    command?: string;
    params?: Record<string, { type: ParamType; default?: unknown; filter?: unknown }>;
  }

  export const commands: Record<string, CommandDefinition>;
  export const tlvs: Record<string, { id: number; type: ParamType; filter?: unknown; multiple?: boolean }>;
  export const errors: Record<string, number>;
  export function addCommand(command: string, definition: CommandDefinition): void;
  export function addTLV(tag: string, definition: { id: number; type: ParamType }): void;

  export class Session extends EventEmitter {
    socket: Socket;
    send(pdu: PDU, onResponse?: (pdu: PDU) => void): boolean;
    close(): void;
    destroy(): void;
  }
  export function createServer(onSession: (session: Session) => void): NetServer;
}
