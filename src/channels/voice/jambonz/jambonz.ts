import type { Route, SocketRoute } from '../../../platform/http';
import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import type { CallService } from '../call';
import { createHookAddresses } from './hook-address';
import { createJambonzCalls } from './jambonz-calls';
import { jambonzRoutes } from './jambonz-routes';
import { createSignatureCheck } from './jambonz-signature';
import { createJambonzSocket } from './jambonz-socket';
import type { Voices } from './jambonz-speech';
import type { JambonzTransfer } from './transfer-verbs';

export interface JambonzOptions {
  readonly calls: CallService;
  /** The account's webhook secret: signs requests, and is the password of WebSockets. */
  readonly secret: string;
  readonly voices?: Voices;
  readonly transfer?: JambonzTransfer;
  readonly clock: Clock;
  readonly log: Log;
  /** See {@link createJambonzSocket}. */
  readonly holdMs?: number;
}

export interface Jambonz {
  readonly routes: readonly Route[];
  readonly sockets: readonly SocketRoute[];
  /** Closes open sockets; calls go on with another process. */
  close(): void;
}

/** The hotline on jambonz, as a webhook application and as a WebSocket application at the same address. */
export function createJambonz(options: JambonzOptions): Jambonz {
  const { secret, voices = {}, transfer, clock, log, holdMs } = options;
  const hooks = createHookAddresses(secret);
  const calls = createJambonzCalls(options.calls, { voices, hooks, ...(transfer && { transfer }) });
  const socket = createJambonzSocket({
    calls,
    hooks,
    secret,
    clock,
    log,
    ...(holdMs !== undefined && { holdMs }),
  });
  return {
    routes: jambonzRoutes({ calls, hooks, isSigned: createSignatureCheck(secret, clock) }),
    sockets: [socket.route],
    close: () => socket.close(),
  };
}
