import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OidcSettings } from '../../../src/desk/sign-in/oidc-settings';
import { createSignIn } from '../../../src/desk/sign-in/sign-in';
import { createHttpServer } from '../../../src/platform/http-server';
import { randomIds } from '../../../src/ports/id-generator';
import { ManualClock } from '../../support/manual-clock';
import { memoryDocuments } from '../../support/memory-documents';
import { passwordHash } from './sign-in-harness';

/**
 * The desk's sign-in in a process of its own, because jest cannot load `openid-client`, which is made for import() alone.
 * Takes {@link DeskOrder} messages, sends {@link DeskWord}s.
 */
export type DeskOrder = { readonly settings: Omit<OidcSettings, 'roles' | 'teams'> } | { readonly advance: number };
export type DeskWord = { readonly base: string } | { readonly done: true } | { readonly logged: string };

const clock = new ManualClock();
const tell = (word: DeskWord): void => void process.send?.(word);
const keep = (fields: object, message: string): void => {
  const err = 'err' in fields && fields.err instanceof Error ? fields.err.message : undefined;
  tell({ logged: JSON.stringify({ ...fields, err, message }) });
};
const log = { debug: keep, info: keep, warn: keep, error: keep };

/** Its address has to be known before it listens there. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function open(given: Omit<OidcSettings, 'roles' | 'teams'>): Promise<void> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const signIn = createSignIn({
    staff: () => [
      { name: 'lin.yue', displayName: '客服小林', role: 'agent', teams: ['service'] },
      { name: 'boss', role: 'supervisor', passwordHash },
    ],
    documents: memoryDocuments(clock),
    clock,
    ids: randomIds,
    log,
    signingKey: 'a signing key of these tests, 32 bytes',
    secureCookies: false,
    publicUrl: base,
    oidc: {
      ...given,
      roles: { claim: 'groups', byValue: new Map([['desk-agents', 'agent'] as const, ['desk-leads', 'supervisor']]) },
      teams: { claim: 'groups', byValue: new Map([['desk-bills', 'billing']]) },
    },
  });
  const server = createHttpServer({
    routes: [
      ...signIn.routes,
      {
        method: 'GET',
        path: '/desk/api/me',
        access: 'staff',
        handle: async ({ identity }) => ({ status: 200, body: identity as object }),
      },
      {
        method: 'GET',
        path: '/people',
        access: 'public',
        handle: async () => ({ status: 200, body: [await signIn.people(), signIn.profiles()] }),
      },
    ],
    sockets: [],
    authenticators: { staff: signIn.authenticator },
    log,
    ids: randomIds,
    clock,
    trustedProxies: ['127.0.0.1'],
  });
  await server.listen(port, '127.0.0.1');
  tell({ base });
}

process.on('message', (order: DeskOrder) => {
  if ('settings' in order) {
    void open(order.settings);
  } else {
    clock.advance(order.advance);
    tell({ done: true });
  }
});
process.on('disconnect', () => process.exit());
