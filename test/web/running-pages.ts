import type { Duplex } from 'node:stream';
import { createDirectLine } from '../../src/channels/direct-line/direct-line';
import { createDemoInbox, type DemoMessage } from '../../src/desk/demo-inbox';
import { createHttpServer, type HttpServer } from '../../src/platform/http-server';
import { systemClock } from '../../src/ports/clock';
import type { LoggedActivity } from '../../src/ports/conversation-store';
import { randomIds } from '../../src/ports/id-generator';
import { silentLog } from '../../src/ports/log';
import { type Answer, echoDesk, memoryAttachments, memoryRecords } from '../channels/direct-line/echo-desk';
import { memoryDocuments } from '../channels/direct-line/memory-documents';
import { buildPages, builtPages } from './built-pages';

/** The scripted bot's clock stands in 2023. */
function withTimesOfToday(bot: ReturnType<typeof echoDesk>): ReturnType<typeof echoDesk> {
  const late = Date.now() - 1_700_000_000_000;
  const today = (entry: LoggedActivity): LoggedActivity => ({ ...entry, at: entry.at + late });
  return Object.assign(Object.create(bot), {
    read: async (...[id, after, limit]: Parameters<typeof bot.read>) => (await bot.read(id, after, limit)).map(today),
    follow: (...[id, after, follower]: Parameters<typeof bot.follow>) =>
      bot.follow(id, after, { ...follower, logged: (entry) => follower.logged(today(entry)) }),
  });
}

export type RunningPages = Awaited<ReturnType<typeof startPages>>;

/**
 * The built pages behind the real server and Direct Line; only the bot is scripted, so that a test can make it
 * slow, silent or hostile.
 */
export async function startPages(
  options: { answer?: Answer; sent?: DemoMessage[]; embedOrigins?: string[]; port?: number } = {},
) {
  buildPages();
  const bot = withTimesOfToday(echoDesk(options.answer));
  const records = memoryRecords();
  const attachments = memoryAttachments();
  const documents = memoryDocuments();
  const shared = { clock: systemClock, ids: randomIds, log: silentLog };
  const line = createDirectLine({
    ...shared,
    conversations: bot,
    attachments,
    records,
    documents: documents.store,
    signingKey: 'a-signing-key-for-tests',
    secret: 'a-secret-for-servers-only',
    limits: { conversationsPerMinute: 1000 },
    embedOrigins: options.embedOrigins ?? [],
  });
  const sockets = new Set<Duplex>();
  const create = (): HttpServer =>
    createHttpServer({
      ...shared,
      routes: [...line.routes, ...createDemoInbox(() => options.sent ?? [])],
      sockets: line.sockets.map((route) => ({
        ...route,
        accept(...[request, socket, head, params]: Parameters<typeof route.accept>) {
          sockets.add(socket.once('close', () => sockets.delete(socket)));
          route.accept(request, socket, head, params);
        },
      })),
      authenticators: {
        'direct-line': line.authenticator,
        demo: async () => ({}),
      },
      staticDir: builtPages,
      pages: [
        { path: '/', file: 'index.html', embeddable: true },
        { path: '/desk', file: 'desk.html' },
        { path: '/demo/inbox', file: 'inbox.html' },
      ],
      embedOrigins: options.embedOrigins ?? [],
    });
  let server = create();
  const { port } = await server.listen(options.port ?? 0, '127.0.0.1');

  return {
    base: `http://127.0.0.1:${port}`,
    bot,
    records,
    attachments,
    documents,
    /** Cuts every stream without a word, as a network does. */
    cutStreams(): void {
      for (const socket of sockets) socket.destroy();
    },
    /** The server is gone, as in a restart; what was said stays. */
    async goDown(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await server.close(0);
    },
    async comeBack(): Promise<void> {
      server = create();
      await server.listen(port, '127.0.0.1');
    },
    async stop(): Promise<void> {
      line.close();
      await server.close(100);
    },
  };
}
