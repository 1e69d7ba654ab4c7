import type { CallService } from '../../../../src/channels/voice/call';
import { createJambonz, type JambonzOptions } from '../../../../src/channels/voice/jambonz/jambonz';
import { createHttpServer } from '../../../../src/platform/http-server';
import type { Clock } from '../../../../src/ports/clock';
import { randomIds } from '../../../../src/ports/id-generator';
import { silentLog } from '../../../../src/ports/log';
import { overHttp, secret } from './fake-platform';

export type RunningJambonz = Awaited<ReturnType<typeof startJambonz>>;

/** The platform's room on the product's own HTTP server. */
export async function startJambonz(calls: CallService, clock: Clock, options: Partial<JambonzOptions> = {}) {
  const transfer = { how: 'dial', uri: 'sip:desk@pbx.example.com' } as const;
  const jambonz = createJambonz({ calls, secret, transfer, clock, log: silentLog, ...options });
  const { routes, sockets } = jambonz;
  const server = createHttpServer({ routes, sockets, authenticators: {}, log: silentLog, ids: randomIds, clock });
  const { port } = await server.listen(0, '127.0.0.1');
  const base = `http://127.0.0.1:${port}`;
  return {
    base,
    jambonz,
    http: overHttp(base, () => clock.now()),
    async close() {
      jambonz.close();
      await server.close(200);
    },
  };
}
