import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SentPart {
  /** Without `udh`, whose bytes are no UTF-8. */
  readonly fields: Readonly<Record<string, string>>;
  /** Hex. */
  readonly udh: string | undefined;
}

/** Kannel's side of `sendsms` on the loopback: notes what it is asked, answers as told. */
export async function startSendsms() {
  const sent: SentPart[] = [];
  let answer = (_part: number): readonly [number, string] | undefined => [202, '0: Accepted for delivery'];
  const server = createServer((request, target) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    const udh = /[?&]udh=([^&]*)/.exec(url.search)?.[1]?.replaceAll('%', '');
    url.searchParams.delete('udh');
    sent.push({ fields: Object.fromEntries(url.searchParams), udh });
    const given = answer(sent.length);
    if (given === undefined) return;
    target.writeHead(given[0], { location: 'http://127.0.0.1:1/' });
    target.end(given[1]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/cgi-bin/sendsms?username=desk&password=p%26w`,
    sent,
    /** @param how by the number of the request, from 1; nothing for no answer at all */
    answers(how: typeof answer) {
      answer = how;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
