import { createHash } from 'node:crypto';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type CmppPdu, decode, encode, headerOctets, longestFrame } from '../../../../src/channels/sms/cmpp/codec';
import type { Body, CmppVersion, CommandName } from '../../../../src/channels/sms/cmpp/layouts';
import { Frames } from '../../../../src/channels/sms/frames';
import { eventually } from '../../../support/eventually';

type Submit = Extract<CmppPdu, { command: 'submit' }>;

export interface IsmgOptions {
  /** The highest version it knows; it answers a higher greeting with status 4. */
  readonly version: CmppVersion;
  readonly secret?: string;
  /** What it does with a SUBMIT; by default it takes it. */
  readonly onSubmit?: (submit: Submit, ismg: Ismg) => unknown;
  /** Status and authenticator of CONNECT_RESP instead of the right ones. */
  readonly status?: number;
  readonly authenticator?: Buffer;
  /** Takes the greeting and hangs up. */
  readonly hangsUp?: boolean;
  /** Leaves the greeting without answer. */
  readonly mute?: boolean;
  /** Leaves ACTIVE_TEST without answer. */
  readonly deaf?: boolean;
}

/** A gateway for tests: on 127.0.0.1, one service provider at a time, by the words of the specification. */
export class Ismg {
  readonly received: CmppPdu[] = [];
  /** What went over the wire, frame by frame; for a dissector. */
  readonly recorded: { readonly from: 'sp' | 'ismg'; readonly frame: Buffer }[] = [];
  connections = 0;
  port = 0;
  private socket: Socket | undefined;
  private speaks: CmppVersion = 2;
  private sequence = 0;
  private lastId = 0x2f5b_0000_0000_0000n;

  private constructor(
    public options: IsmgOptions,
    private readonly server: Server,
  ) {}

  static async open(options: IsmgOptions): Promise<Ismg> {
    const server = createServer();
    const ismg = new Ismg(options, server);
    server.on('connection', (socket) => ismg.accept(socket));
    await ismg.listen(0);
    return ismg;
  }

  url(query = ''): string {
    return `cmpp://900001:${this.secret}@127.0.0.1:${this.port}?src=1069000186${query}`;
  }

  get secret(): string {
    return this.options.secret ?? 'geheim';
  }

  get version(): CmppVersion {
    return this.speaks;
  }

  of<Command extends CommandName>(command: Command): Extract<CmppPdu, { command: Command }>[] {
    return this.received.filter((pdu): pdu is Extract<CmppPdu, { command: Command }> => pdu.command === command);
  }

  async submits(count: number): Promise<Submit[]> {
    await eventually(() => this.of('submit').length >= count);
    return this.of('submit');
  }

  take(submit: Submit, result = 0): bigint {
    this.lastId += 1n;
    this.answer('submit_resp', submit.sequence, { Msg_Id: result === 0 ? this.lastId : 0n, Result: result });
    return this.lastId;
  }

  answer<Command extends CommandName>(command: Command, sequence: number, values: Partial<Body<Command>>): void {
    this.write(encode(command, this.speaks, sequence, values));
  }

  /** Sends a DELIVER and resolves with the Result of its answer. */
  async deliver(values: Partial<Body<'deliver'>>): Promise<number | undefined> {
    const sequence = this.send('deliver', { Dest_Id: '1069000186', Src_terminal_Id: '8613800000001', ...values });
    return this.resultOf(sequence);
  }

  send<Command extends CommandName>(command: Command, values: Partial<Body<Command>>): number {
    this.sequence++;
    this.answer(command, this.sequence, values);
    return this.sequence;
  }

  async resultOf(sequence: number): Promise<number | undefined> {
    const found = (): number | undefined =>
      this.of('deliver_resp').find((pdu) => pdu.sequence === sequence)?.body.Result;
    await eventually(() => found() !== undefined);
    return found();
  }

  /** A status report on a message; {@link IsmgOptions.version} tells its length. */
  report(id: bigint, stat: string): Promise<number | undefined> {
    const number = Buffer.alloc(this.speaks === 2 ? 21 : 32);
    number.write('13800000001');
    const octets = Buffer.alloc(8);
    octets.writeBigUInt64BE(id);
    const words = Buffer.from(`${stat.padEnd(7, '\0')}26112110002611211001`);
    const content = Buffer.concat([octets, words, number, Buffer.from([0, 0, 0, 7])]);
    return this.deliver({ Registered_Delivery: 1, Msg_Id: 0x7700n + BigInt(this.sequence), Msg_Content: content });
  }

  write(octets: Buffer): void {
    this.recorded.push({ from: 'ismg', frame: octets });
    this.socket?.write(octets);
  }

  cut(): void {
    this.socket?.destroy();
  }

  async away(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  back(): Promise<void> {
    return this.listen(this.port);
  }

  async close(): Promise<void> {
    if (this.server.listening) await this.away();
  }

  private async listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  private accept(socket: Socket): void {
    this.connections++;
    this.socket = socket;
    const frames = new Frames(headerOctets, longestFrame);
    socket.on('error', () => undefined);
    socket.on('data', (octets) => {
      for (const frame of frames.push(octets).frames) this.takeFrame(frame);
    });
  }

  private takeFrame(frame: Buffer): void {
    this.recorded.push({ from: 'sp', frame });
    const read = decode(frame, this.speaks);
    if (!read.ok) throw new Error(`The gateway cannot read ${frame.toString('hex')}.`);
    const { pdu } = read;
    this.received.push(pdu);
    if (pdu.command === 'connect') this.greet(pdu.sequence, pdu.body);
    else if (pdu.command === 'submit') (this.options.onSubmit ?? ((submit, ismg) => ismg.take(submit)))(pdu, this);
    else if (pdu.command === 'active_test' && !this.options.deaf) this.answer('active_test_resp', pdu.sequence, {});
    else if (pdu.command === 'terminate') {
      this.answer('terminate_resp', pdu.sequence, {});
      this.socket?.end();
    }
  }

  private greet(sequence: number, { AuthenticatorSource, Source_Addr, Timestamp, Version }: Body<'connect'>): void {
    if (this.options.mute) return;
    if (this.options.hangsUp) {
      this.socket?.end();
      return;
    }
    const asked = (Version >> 4) as CmppVersion;
    this.speaks = asked === 3 ? this.options.version : 2;
    const digits = String(Timestamp).padStart(10, '0');
    const text = `${Source_Addr}\0\0\0\0\0\0\0\0\0${this.secret}${digits}`;
    const known = createHash('md5').update(text, 'latin1').digest().equals(AuthenticatorSource);
    const status = this.options.status ?? (asked > this.options.version ? 4 : known ? 0 : 3);
    const octets = Buffer.alloc(this.speaks === 2 ? 1 : 4);
    octets.writeUIntBE(status, 0, octets.length);
    const proof = createHash('md5')
      .update(Buffer.concat([octets, AuthenticatorSource, Buffer.from(this.secret)]))
      .digest();
    this.answer('connect_resp', sequence, {
      Status: status,
      AuthenticatorISMG: this.options.authenticator ?? (status === 0 ? proof : Buffer.alloc(16)),
      Version: this.options.version << 4,
    });
    if (status !== 0) this.socket?.end();
  }
}
