import type { DeliveryReceipt, IncomingSms, SmsListener } from '../../../src/channels/sms/transport';
import type { Route } from '../../../src/platform/http';
import { createHttpServer } from '../../../src/platform/http-server';
import { randomIds } from '../../../src/ports/id-generator';
import { silentLog } from '../../../src/ports/log';

/** A real server with nothing but these routes. */
export async function serve(routes: readonly Route[]) {
  const server = createHttpServer({ routes, sockets: [], authenticators: {}, log: silentLog, ids: randomIds });
  const { port } = await server.listen(0, '127.0.0.1');
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close(50) };
}

/** Notes what a transport hands over. */
export function noting() {
  const received: IncomingSms[] = [];
  const receipts: DeliveryReceipt[] = [];
  let fault: Error | undefined;
  const listener: SmsListener = {
    async received(message) {
      if (fault) throw fault;
      received.push(message);
    },
    async receipt(receipt) {
      if (fault) throw fault;
      receipts.push(receipt);
    },
  };
  return {
    listener,
    received,
    receipts,
    /** The store is away, or back again. */
    fails(with_: Error | undefined) {
      fault = with_;
    },
  };
}
