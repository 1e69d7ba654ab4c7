import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from '../../../support/eventually';

/** Where Kannel gets and leaves text messages of customers. */
export type MessageCentre = { readonly kind: 'fake' } | { readonly kind: 'smpp'; readonly port: number };

export interface KannelOptions {
  /** An empty folder. */
  readonly dir: string;
  /** Address of the desk. */
  readonly desk: string;
  readonly secret: string;
  readonly centre: MessageCentre;
  /** Let parts of long messages through as they come; Kannel puts them together by default. */
  readonly combine?: boolean;
}

export interface RunningKannel {
  /** Of `sendsms`, with name and password. */
  readonly sendUrl: string;
  /** Lets the fake message centre bring `sender receiver type text`. */
  customer(line: string): void;
  /** What the fake message centre was given, as it prints it. */
  readonly delivered: readonly string[];
  stop(): Promise<void>;
}

/** A free port of the loopback; somebody else may take it before it is used, which has not been seen to happen. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const fakesmsc = '/usr/lib/kannel/test/fakesmsc';

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Debian's Kannel, set up as docs/sms.md says, on free ports. */
export async function startKannel(options: KannelOptions): Promise<RunningKannel> {
  const { dir, centre } = options;
  const [admin, boxes, sendsms, fake] = [await freePort(), await freePort(), await freePort(), await freePort()];
  mkdirSync(join(dir, 'store'), { recursive: true });
  const config = join(dir, 'kannel.conf');
  writeFileSync(config, configOf(options, { admin, boxes, sendsms, fake }));
  const processes: ChildProcessWithoutNullStreams[] = [];
  const run = (command: string, ...args: string[]) => {
    const child = spawn(command, args);
    processes.push(child);
    child.stderr.resume();
    child.stdout.resume();
    return child;
  };
  run('/usr/sbin/bearerbox', '-v', '4', config);
  await eventually(() => answers(boxes), 20_000);
  if (centre.kind === 'fake') await eventually(() => answers(admin), 20_000);
  run('/usr/sbin/smsbox', '-v', '4', config);
  await eventually(() => answers(sendsms), 20_000);

  const delivered: string[] = [];
  const phone = centre.kind === 'fake' ? run(fakesmsc, '-H', '127.0.0.1', '-r', String(fake)) : undefined;
  if (phone) {
    createInterface(phone.stderr).on('line', (said) => {
      const got = /Got message \d+: <(.*)>$/.exec(said)?.[1];
      if (got !== undefined) delivered.push(got);
    });
  }
  return {
    sendUrl: `http://127.0.0.1:${sendsms}/cgi-bin/sendsms?username=desk&password=${options.secret}`,
    delivered,
    customer: (line) => phone?.stdin.write(`${line}\n`),
    async stop() {
      for (const child of processes.reverse()) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
    },
  };
}

function configOf(
  { dir, desk, secret, centre, combine = true }: KannelOptions,
  ports: Readonly<Record<'admin' | 'boxes' | 'sendsms' | 'fake', number>>,
): string {
  const incoming = `${desk}/sms/kannel?secret=${secret}&from=%p&to=%P&id=%I&coding=%c&charset=%C&udh=%u`;
  return `
group = core
admin-port = ${ports.admin}
admin-password = ${secret}
smsbox-port = ${ports.boxes}
box-allow-ip = 127.0.0.1
box-deny-ip = "*.*.*.*"
sms-combine-concatenated-mo = ${combine}
store-type = file
store-location = "${join(dir, 'store', 'queue')}"
dlr-storage = internal

group = smsc
smsc-id = centre
${
  centre.kind === 'fake'
    ? `smsc = fake\nport = ${ports.fake}\nconnect-allow-ip = 127.0.0.1`
    : `smsc = smpp\nhost = 127.0.0.1\nport = ${centre.port}\ntransceiver-mode = true\nsmsc-username = kannel\nsmsc-password = secret\nsystem-type = ""`
}

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = ${ports.boxes}
sendsms-port = ${ports.sendsms}
http-request-retry = 100
http-queue-delay = 1

group = sms-service
keyword = default
post-url = "${incoming}"
max-messages = 0

group = sendsms-user
username = desk
password = ${secret}
user-allow-ip = 127.0.0.1
user-deny-ip = "*.*.*.*"
`;
}
