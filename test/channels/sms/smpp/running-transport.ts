import { readSmppUrl } from '../../../../src/channels/sms/smpp/smpp-settings';
import { createSmppTransport, type SmppTransportOptions } from '../../../../src/channels/sms/smpp/smpp-transport';
import type { DeliveryReceipt, IncomingSms, SmsTransport } from '../../../../src/channels/sms/transport';
import { systemClock } from '../../../../src/ports/clock';
import { randomIds } from '../../../../src/ports/id-generator';
import { silentLog } from '../../../../src/ports/log';
import { eventually } from '../../../support/eventually';

export interface RunningTransport {
  readonly transport: SmsTransport;
  readonly received: IncomingSms[];
  readonly receipts: DeliveryReceipt[];
  readonly logged: { readonly level: string; readonly message: string; readonly fields: object }[];
  /** Called before a message or receipt is taken; a rejection is a store that is away. */
  gate: (message: IncomingSms | DeliveryReceipt) => Promise<void>;
  texts(): string[];
}

/** A transport that is started against an address, with short times. */
export async function runTransport(
  url: string,
  options: Partial<SmppTransportOptions> = {},
): Promise<RunningTransport> {
  const read = readSmppUrl(url);
  if (!read.ok) throw new Error(read.reason);
  const logged: RunningTransport['logged'] = [];
  const log = { ...silentLog };
  for (const level of ['info', 'warn', 'error'] as const) {
    log[level] = (fields, message) => void logged.push({ level, message, fields });
  }
  const transport = createSmppTransport({
    settings: read.settings,
    clock: systemClock,
    ids: randomIds,
    log,
    random: () => 0,
    ...options,
  });
  const received: IncomingSms[] = [];
  const receipts: DeliveryReceipt[] = [];
  const running: RunningTransport = {
    transport,
    received,
    receipts,
    logged,
    gate: async () => {},
    texts: () => received.map(({ text }) => text),
  };
  await transport.start({
    received: async (message) => {
      await running.gate(message);
      received.push(message);
    },
    receipt: async (receipt) => {
      await running.gate(receipt);
      receipts.push(receipt);
    },
  });
  return running;
}

export const up = (running: RunningTransport): Promise<void> => eventually(() => running.transport.connected());
