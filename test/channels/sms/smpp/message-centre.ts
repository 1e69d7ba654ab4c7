import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer, PDU, type Session } from 'smpp';
import { eventually } from '../../../support/eventually';

export interface Submitted {
  readonly text: string;
  readonly udh: string | undefined;
  readonly pdu: PDU;
}

/** What the message centre does with a `submit_sm`: a status, or nothing at all. */
export type SubmitRule = (submitted: Submitted, session: Session) => { status?: number; id?: string } | 'silence';

/** A message centre made of the library's own server side, told by each test how to behave. */
export class MessageCentre {
  readonly binds: string[] = [];
  readonly submitted: Submitted[] = [];
  readonly nacks: PDU[] = [];
  readonly unbinds: string[] = [];
  sessions: Session[] = [];
  bindStatus = 0;
  answersEnquiries = true;
  answersBinds = true;
  enquiries = 0;
  onSubmit: SubmitRule = () => ({});
  private next = 1;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async start(port = 0): Promise<MessageCentre> {
    let centre: MessageCentre | undefined;
    const server = createServer((session) => centre?.serve(session));
    centre = new MessageCentre(server);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return centre;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  url(options = ''): string {
    return `smpp://desk:secret@127.0.0.1:${this.port}?${options}`;
  }

  /** Sends a request on a link that can receive, and gives the answer back. */
  request(command: string, fields: Record<string, unknown>, session = this.sessions.at(-1)): Promise<PDU> {
    return new Promise((resolve) => session?.send(new PDU(command, fields), resolve));
  }

  deliver(fields: Record<string, unknown>, session = this.sessions.at(-1)): Promise<PDU> {
    return this.request('deliver_sm', deliverFields(fields), session);
  }

  /** Cuts all links off, without a goodbye. */
  drop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sessions = [];
  }

  async bound(count = 1): Promise<void> {
    await eventually(() => this.sessions.length >= count);
  }

  async stop(): Promise<void> {
    this.drop();
    this.server.close();
    await once(this.server, 'close');
  }

  private serve(session: Session): void {
    this.sockets.add(session.socket);
    session.socket.on('close', () => {
      this.sockets.delete(session.socket);
      this.sessions = this.sessions.filter((other) => other !== session);
    });
    session.on('error', () => {});
    session.on('pdu', (pdu: PDU) => this.take(pdu, session));
  }

  private take(pdu: PDU, session: Session): void {
    if (pdu.command.startsWith('bind_') && !pdu.isResponse()) {
      if (!this.answersBinds) return;
      this.binds.push(`${pdu.command} ${String(pdu['system_id'])} ${String(pdu['password'])}`);
      session.send(pdu.response({ command_status: this.bindStatus, system_id: 'centre' }));
      if (this.bindStatus === 0) this.sessions.push(session);
    } else if (pdu.command === 'enquire_link') {
      this.enquiries++;
      if (this.answersEnquiries) session.send(pdu.response());
    } else if (pdu.command === 'submit_sm') this.submit(pdu, session);
    else if (pdu.command === 'unbind') {
      this.unbinds.push('unbind');
      session.send(pdu.response());
    } else if (pdu.command === 'generic_nack') this.nacks.push(pdu);
  }

  private submit(pdu: PDU, session: Session): void {
    const submitted = read(pdu);
    this.submitted.push(submitted);
    const rule = this.onSubmit(submitted, session);
    if (rule === 'silence') return;
    const { status = 0, id = String(this.next++) } = rule;
    session.send(pdu.response({ command_status: status, message_id: id }));
  }
}

export function deliverFields({ text, ...fields }: Record<string, unknown>): Record<string, unknown> {
  const octets = typeof text === 'string' ? Buffer.from(text, 'utf16le').swap16() : Buffer.alloc(0);
  return { source_addr: '8613800000001', destination_addr: '10086', data_coding: 8, short_message: octets, ...fields };
}

function read(pdu: PDU): Submitted {
  const payload = pdu['message_payload'];
  if (Buffer.isBuffer(payload)) return { text: Buffer.from(payload).swap16().toString('utf16le'), udh: undefined, pdu };
  const body = pdu['short_message'] as { message: string; udh?: Buffer[] };
  return { text: body.message, udh: body.udh?.[0]?.toString('hex'), pdu };
}
