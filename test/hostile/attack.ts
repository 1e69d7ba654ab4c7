import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { frames, type HostileRequest, hostileRequests, rawRequests, type Target } from './corpus';

export interface Attack {
  readonly sent: number;
  /** Well-formed requests that got an answer with a status, and were not just cut. */
  readonly answered: number;
  /** Answers that say the server lost its composure: 5xx, or an expected answer that never came. */
  readonly faults: readonly string[];
}

const atOnce = 24;
const patienceMs = 12_000;

/** Sends every hostile request and every hostile byte string to every target, over and over until `total` are sent. */
export async function attack(
  port: number,
  targets: readonly Target[],
  signedIn: Readonly<Record<string, string>>,
  total: number,
): Promise<Attack> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const faults: string[] = [];
  let sent = 0;
  let answered = 0;
  const onAnswer = (): void => {
    answered += 1;
  };
  function* endless(): Generator<() => Promise<string | undefined>> {
    for (;;) {
      for (const hostile of hostileRequests(targets, signedIn)) yield () => send(port, agent, hostile, sent, onAnswer);
      for (const { path } of targets) {
        for (const raw of rawRequests) yield () => sendRaw(port, Buffer.from(raw.replaceAll('%PATH%', path), 'latin1'));
      }
    }
  }
  const source = endless();
  const worker = async (): Promise<void> => {
    while (sent < total) {
      sent += 1;
      const next = source.next();
      const fault = next.done ? undefined : await next.value();
      if (fault !== undefined) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  agent.destroy();
  return { sent, answered, faults };
}

/** @returns what went wrong, `undefined` when the answer is a composed one */
function send(
  port: number,
  agent: Agent,
  hostile: HostileRequest,
  count: number,
  onAnswer: () => void,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const { name, method, path, body } = hostile;
    // Each from an address of its own, so that limits do not shield what is behind them.
    const address = `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`;
    const headers = { 'x-forwarded-for': address, ...hostile.headers, ...(body === undefined ? {} : lengthOf(body)) };
    const sending = request({ port, host: '127.0.0.1', agent, method, path: encodable(path), headers });
    const timer = setTimeout(() => finish(`${name}: no answer`), patienceMs);
    const finish = (fault?: string): void => {
      clearTimeout(timer);
      sending.destroy();
      resolve(fault);
    };
    sending.on('response', (response) => {
      const status = response.statusCode ?? 0;
      onAnswer();
      response.resume();
      response.on('close', () => {
        clearTimeout(timer);
        resolve(status >= 500 ? `${name}: ${status}` : undefined);
      });
    });
    // A cut connection is a fair answer; whether the server still stands is asked at the end.
    sending.on('error', () => finish());
    sending.end(body);
  });
}

const lengthOf = (body: Buffer | string): Record<string, string> => ({
  'content-length': String(Buffer.byteLength(body)),
});

/** Node's own client refuses some characters; the raw requests bring them. */
const encodable = (path: string): string => path.replace(/[^\x21-\x7e]/g, (char) => encodeURIComponent(char));

/** Sends bytes and goes away after the first answer, or after a moment of silence. */
function sendRaw(port: number, bytes: Buffer): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const timer = setTimeout(() => socket.destroy(), 60);
    socket.on('data', (data) => {
      const status = Number(data.toString('latin1', 9, 12));
      socket.destroy();
      if (status >= 500 && status !== 505) resolve(`${bytes.toString('latin1').slice(0, 60)}: ${status}`);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}

/** Opens the stream at each address and sends each hostile frame. @param signedIn headers that open it */
export async function attackSockets(
  port: number,
  addresses: readonly string[],
  signedIn: Readonly<Record<string, string>> = {},
): Promise<number> {
  let sent = 0;
  for (const address of addresses) {
    for (const frame of frames) {
      sent += 1;
      await sendRaw(port, Buffer.concat([handshake(port, address, signedIn), frame]));
      await openAndSend(port, handshake(port, address, signedIn), frame);
    }
  }
  return sent;
}

const handshake = (port: number, address: string, headers: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(
    `GET ${address} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('') +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );

/** Waits for the answer to the handshake before it sends the frame, so that the open socket gets it. */
function openAndSend(port: number, opening: Buffer, frame: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(opening));
    socket.once('data', () => socket.write(frame));
    const timer = setTimeout(() => socket.destroy(), 100);
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
