import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccountAction, AccountGateway } from '../../src/ports/account-gateway';

/** A business system that speaks docs/account-api.yaml, in front of any gateway. */
export interface AccountServer {
  readonly url: string;
  /** Method, path and idempotency key of each request that came. */
  readonly requests: readonly { method: string; path: string; key?: string; authorization?: string }[];
  /** Answers in this way instead, until set back to `undefined`. */
  misbehave: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  close(): Promise<void>;
}

export async function startAccountServer(gateway: AccountGateway): Promise<AccountServer> {
  const requests: AccountServer['requests'][number][] = [];
  const server = createServer((request, response) => {
    const key = request.headers['idempotency-key'];
    const { authorization } = request.headers;
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      ...(typeof key === 'string' ? { key } : {}),
      ...(authorization ? { authorization } : {}),
    });
    if (own.misbehave) return own.misbehave(request, response);
    void answer(gateway, request, typeof key === 'string' ? key : '').then((body) => {
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own: AccountServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/desk/v1`,
    requests,
    misbehave: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return own;
}

async function answer(gateway: AccountGateway, request: IncomingMessage, key: string): Promise<object | undefined> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, phone = '', what] = /^\/desk\/v1\/subscribers\/(\d{11})(?:\/([a-z-]+))?$/.exec(url.pathname) ?? [];
  if (!(await gateway.subscriber(phone))) return undefined;
  switch (what) {
    case undefined:
      return gateway.subscriber(phone);
    case 'bills':
      return { bills: await gateway.bills(phone, Number(url.searchParams.get('months'))) };
    case 'data-usage':
      return gateway.dataUsage(phone);
    case 'services':
      return { services: await gateway.services(phone) };
    case 'actions': {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      return gateway.perform({ ...(JSON.parse(body) as AccountAction), phone }, key);
    }
    default:
      return undefined;
  }
}
