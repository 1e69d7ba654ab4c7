import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, PDU, type Session } from 'smpp';

export interface Submitted {
  readonly to: string;
  readonly coding: number;
  /** The message as it goes on the air, hex: header, where there is one, and text. */
  readonly userData: string;
}

/** A message centre that speaks SMPP, for what Kannel's fake one cannot: alphabets, real headers, real receipts. */
export async function startMessageCentre() {
  const submitted: Submitted[] = [];
  const sessions = new Set<Session>();
  let phone: Session | undefined;
  const server = createServer((session) => {
    sessions.add(session);
    session.on('error', () => undefined);
    session.on('pdu', (pdu: PDU) => {
      if (pdu.isResponse()) return;
      if (pdu.command === 'bind_transceiver') phone = session;
      if (pdu.command !== 'submit_sm') {
        session.send(pdu.response({ system_id: 'centre' }));
        return;
      }
      submitted.push(submittedOf(pdu));
      session.send(pdu.response({ message_id: String(submitted.length) }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const send = (fields: Record<string, unknown>): void => {
    if (!phone) throw new Error('Kannel has not bound yet');
    const numbers = { source_addr_ton: 1, source_addr_npi: 1, destination_addr: '10086' };
    phone.send(new PDU('deliver_sm', { source_addr: '8613800000001', ...numbers, ...fields }));
  };
  return {
    port: (server.address() as AddressInfo).port,
    submitted,
    get bound() {
      return phone !== undefined;
    },
    /** A customer's text in UCS-2, or a part of one with its header in front. */
    text(userData: Buffer, hasHeader = false) {
      send({ data_coding: 8, esm_class: hasHeader ? 0x40 : 0, short_message: userData });
    },
    /** What became of the message submitted as the so-manyth, from 1. */
    receipt(message: number, stat: string) {
      const words = `id:${message} sub:001 dlvrd:001 submit date:2611211000 done date:2611211001 stat:${stat} err:000 text:`;
      send({ esm_class: 4, short_message: Buffer.from(words) });
    },
    async stop() {
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function submittedOf(pdu: PDU): Submitted {
  const { message, udh } = pdu['short_message'] as {
    readonly message: Buffer | string;
    readonly udh?: readonly Buffer[];
  };
  const text = typeof message === 'string' ? Buffer.from(message, 'utf16le').swap16() : message;
  return {
    to: String(pdu['destination_addr']),
    coding: Number(pdu['data_coding']),
    userData: Buffer.concat([
      ...(udh ? [Buffer.from([udh.reduce((sum, one) => sum + one.length, 0)]), ...udh] : []),
      text,
    ]).toString('hex'),
  };
}
