import type { Duplex } from 'node:stream';
import { createDirectLine, type DirectLineOptions } from '../../../src/channels/direct-line/direct-line';
import type { Route } from '../../../src/platform/http';
import { createHttpServer, type HttpServer } from '../../../src/platform/http-server';
import { randomIds } from '../../../src/ports/id-generator';
import { type Log, silentLog } from '../../../src/ports/log';
import { type Answer, echoDesk, memoryAttachments, memoryRecords } from './echo-desk';

export const secret = 'a-secret-for-servers-only';
export const signingKey = 'a-signing-key-for-tests';

export type RunningLine = Awaited<ReturnType<typeof startLine>>;

/** A Direct Line on a free port of this machine, with an answering desk behind it and a clock that tests move. */
export async function startLine(
  options: Partial<DirectLineOptions> & { answer?: Answer; extraRoutes?: Route[]; port?: number; log?: Log } = {},
) {
  const desk = echoDesk(options.answer);
  const attachments = memoryAttachments();
  const records = memoryRecords();
  const clock = { at: 1_763_700_000_000, now: () => clock.at };
  const log = options.log ?? silentLog;
  const line = createDirectLine({
    conversations: desk,
    attachments,
    records,
    signingKey,
    secret,
    clock,
    ids: randomIds,
    log,
    ...options,
  });
  const sockets = new Set<Duplex>();
  const watched = line.sockets.map((route) => ({
    ...route,
    accept(...[request, socket, head, params]: Parameters<typeof route.accept>) {
      sockets.add(socket.once('close', () => sockets.delete(socket)));
      route.accept(request, socket, head, params);
    },
  }));
  const server: HttpServer = createHttpServer({
    routes: [...line.routes, ...(options.extraRoutes ?? [])],
    sockets: watched,
    authenticators: { 'direct-line': line.authenticator },
    log,
    ids: randomIds,
    clock,
    allowedOrigins: options.allowedOrigins ?? [],
  });
  const { port } = await server.listen(options.port ?? 0, '127.0.0.1');
  const base = `http://127.0.0.1:${port}`;

  async function call(
    method: string,
    path: string,
    token?: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const isForm = body instanceof FormData;
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm || typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
  }

  return {
    base,
    port,
    desk,
    attachments,
    records,
    clock,
    line,
    server,
    call,
    /** A started conversation with its token, as a customer's client holds it. */
    async start(user?: string) {
      const token = (
        await call('POST', '/v3/directline/tokens/generate', secret, user ? { user: { id: user } } : undefined)
      ).json.token;
      const started = (await call('POST', '/v3/directline/conversations', token)).json;
      const path = `/v3/directline/conversations/${started.conversationId}`;
      return { ...started, path } as { token: string; conversationId: string; streamUrl: string; path: string };
    },
    /** Cuts every WebSocket without a word, as a network does. */
    cutStreams(): void {
      for (const socket of sockets) socket.destroy();
    },
    async stop() {
      line.close();
      await server.close(100);
    },
  };
}
