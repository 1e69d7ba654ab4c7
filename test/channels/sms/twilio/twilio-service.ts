import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

/** The service's side of REST on the loopback: notes what it is asked, answers as told. */
export async function startTwilioService() {
  const asked: Asked[] = [];
  let answer = (target: ServerResponse): void => {
    target.writeHead(201, { 'content-type': 'application/json' });
    target.end(JSON.stringify({ sid: `SM${String(asked.length).padStart(32, '0')}`, status: 'queued' }));
  };
  const server = createServer(async (request, target) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const form = Object.fromEntries(new URLSearchParams(body));
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization, form });
    answer(target);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answers(how: (target: ServerResponse) => void) {
      answer = how;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
