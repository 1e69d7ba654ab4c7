import { readCmppUrl } from '../../../../src/channels/sms/cmpp/cmpp-settings';
import { CmppTransport } from '../../../../src/channels/sms/cmpp/cmpp-transport';
import type { Journal } from '../../../../src/channels/sms/journal';
import type { DeliveryReceipt, IncomingSms } from '../../../../src/channels/sms/transport';
import type { Log } from '../../../../src/ports/log';
import { eventually } from '../../../support/eventually';
import { ManualAlarms } from './manual-alarms';

export interface DeskSide {
  readonly transport: CmppTransport;
  readonly alarms: ManualAlarms;
  readonly received: IncomingSms[];
  readonly receipts: DeliveryReceipt[];
  /** Level, fields and message of every line, as one text each. */
  readonly logged: string[];
  /** What the listener waits for before it has taken a message. */
  hold: (message: IncomingSms) => Promise<void>;
  up(): Promise<void>;
}

/** A started transport whose time only the test moves. */
export async function openDeskSide(
  url: string,
  { alarms = new ManualAlarms(), journal }: { alarms?: ManualAlarms; journal?: Journal } = {},
): Promise<DeskSide> {
  const read = readCmppUrl(url);
  if (!read.ok) throw new Error(read.reason);
  const logged: string[] = [];
  const line =
    (level: string) =>
    (fields: object, message: string): void => {
      logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
    };
  const log: Log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
  const { clock } = alarms;
  const transport = new CmppTransport({
    settings: read.settings,
    clock,
    alarms,
    log,
    random: () => 0,
    ...(journal && { journal }),
  });
  const desk: DeskSide = {
    transport,
    alarms,
    received: [],
    receipts: [],
    logged,
    hold: async () => {},
    up: () => eventually(() => transport.connected()),
  };
  await transport.start({
    async received(message) {
      await desk.hold(message);
      desk.received.push(message);
    },
    async receipt(receipt) {
      desk.receipts.push(receipt);
    },
  });
  return desk;
}
