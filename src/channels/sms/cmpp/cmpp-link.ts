import { connect, type Socket } from 'node:net';
import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import { Frames } from '../frames';
import type { Alarms } from './alarms';
import { authenticatorSource, greetingTimestamp, isFromGateway } from './authenticator';
import type { CmppSettings } from './cmpp-settings';
import { type CmppPdu, decode, encode, headerOctets, longestFrame } from './codec';
import type { Body, CmppVersion, CommandName } from './layouts';
import { type Answer, type Answers, NoAnswer, Requests } from './requests';
import { connectMeaning, connectStatus, deliverResult } from './results';

export interface CmppLinkOptions {
  readonly settings: CmppSettings;
  /** The version to greet with; the link may end up with 2.0 all the same. */
  readonly version: CmppVersion;
  readonly clock: Clock;
  readonly alarms: Alarms;
  readonly log: Log;
  /** Sequence numbers go on over links, so that an answer never fits a request of an earlier one. */
  readonly nextSequence: () => number;
  readonly onUp: () => void;
  /** Takes over a DELIVER; its Result goes out when this resolves, nothing when it is `undefined`. Never rejects. */
  readonly onDeliver: (body: Body<'deliver'>, sequence: number) => Promise<number | undefined>;
  readonly onClosed: (end: LinkEnd) => void;
}

export interface LinkEnd {
  readonly why: string;
  /** The gateway does not know the version, or hung up on the greeting, which is how some say so. */
  readonly version?: true;
}

const greetingMs = 30_000;
/** Beyond so many messages in work the other side has to wait. */
const mostInWork = 100;

/** One connection to a gateway, from the greeting to its end. It is made once and never comes back. */
export class CmppLink {
  private readonly socket: Socket;
  private readonly frames = new Frames(headerOctets, longestFrame);
  private readonly requests: Requests;
  private readonly greeting: { readonly timestamp: number; readonly authenticator: Buffer };
  private speaks: CmppVersion;
  private inWork = 0;
  private state: 'greeting' | 'up' | 'closed' = 'greeting';
  private cancelAlarm: () => void;

  constructor(private readonly options: CmppLinkOptions) {
    const { settings, version, clock, alarms } = options;
    const { host, port, spId, secret } = settings;
    this.speaks = version;
    this.requests = new Requests(alarms, settings.options.answer * 1000);
    const timestamp = greetingTimestamp(clock.now());
    this.greeting = { timestamp, authenticator: authenticatorSource(spId, secret, timestamp) };
    this.cancelAlarm = alarms.after(greetingMs, () => this.close({ why: 'The greeting was not answered.' }));
    this.socket = connect({ host, port }, () => this.greet());
    this.socket.setNoDelay(true);
    this.socket.on('data', (octets) => this.take(octets));
    this.socket.on('error', (fault) => this.close({ why: String(fault) }));
    this.socket.on('close', () => this.hungUp());
  }

  get up(): boolean {
    return this.state === 'up';
  }

  /** What both sides speak, once the link is up. */
  get version(): CmppVersion {
    return this.speaks;
  }

  /**
   * Sends a request and waits for its answer; see {@link Requests.ask}.
   * @throws NoAnswer, CmppFieldError
   */
  async request<Command extends keyof Answers>(
    command: Command,
    values: Partial<Body<Command>>,
  ): Promise<Answer<Answers[Command]>> {
    if (this.state === 'closed') throw new NoAnswer('the link is closed');
    const sequence = this.options.nextSequence();
    const frame = encode<CommandName>(command, this.speaks, sequence, values);
    return this.requests.ask(command, sequence, () => this.write(frame));
  }

  /** Says goodbye as the protocol asks, waits a moment for the answer, and closes. */
  async terminate(withinMs: number): Promise<void> {
    if (this.state === 'up') {
      const late = new Promise<void>((resolve) => this.options.alarms.after(withinMs, resolve));
      await Promise.race([this.request('terminate', {}).catch(() => undefined), late]);
    }
    this.close({ why: 'We said goodbye.' });
  }

  private close(end: LinkEnd): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.cancelAlarm();
    this.socket.destroy();
    this.requests.end(end.why);
    this.options.onClosed(end);
  }

  private hungUp(): void {
    const why = 'The gateway closed the connection.';
    this.close(this.state === 'greeting' ? { why, version: true } : { why });
  }

  private greet(): void {
    const { settings, version, nextSequence } = this.options;
    const greeting = {
      Source_Addr: settings.spId,
      AuthenticatorSource: this.greeting.authenticator,
      Version: version << 4,
      Timestamp: this.greeting.timestamp,
    };
    this.write(encode('connect', version, nextSequence(), greeting));
  }

  private greeted({ Status, AuthenticatorISMG, Version }: Body<'connect_resp'>): void {
    const { settings, onUp, log } = this.options;
    const { check_gateway, version } = settings.options;
    const refused = Status === connectStatus.ok ? undefined : `The gateway refused us: ${connectMeaning(Status)}.`;
    const proven =
      check_gateway === 'no' || isFromGateway(AuthenticatorISMG, Status, this.greeting.authenticator, settings.secret);
    if (refused !== undefined) {
      this.close({ why: refused, ...(Status === connectStatus.versionTooHigh ? { version: true } : {}) });
    } else if (!proven) this.close({ why: 'The gateway does not know the secret.' });
    else {
      // Version is the highest the gateway has.
      if (version === undefined && Version >> 4 === 2) this.speaks = 2;
      this.state = 'up';
      log.info({ host: settings.host, version: this.speaks }, 'The CMPP link is up.');
      this.watch();
      onUp();
    }
  }

  /** From now on something has to come every minute, or the link is tried. */
  private watch(): void {
    this.cancelAlarm();
    this.cancelAlarm = this.options.alarms.after(this.options.settings.options.active_test * 1000, () => {
      this.request('active_test', {}).catch(() => this.close({ why: 'It does not answer ACTIVE_TEST.' }));
    });
  }

  private take(octets: Buffer): void {
    const { frames, lost } = this.frames.push(octets);
    for (const frame of frames) if (this.state !== 'closed') this.takeFrame(frame);
    if (lost) this.close({ why: 'It sent an impossible length.' });
  }

  private takeFrame(frame: Buffer): void {
    const read = decode(frame, this.speaks);
    if (this.state === 'greeting') {
      if (read.ok && read.pdu.command === 'connect_resp') this.greeted(read.pdu.body);
      else this.close({ why: 'It did not answer our greeting, but sent something else.' });
      return;
    }
    this.watch();
    if (read.ok) {
      this.takePdu(read.pdu);
      return;
    }
    const { commandId, command, sequence, reason } = read;
    this.options.log.warn({ commandId, sequence, reason, octets: frame.length }, 'A malformed CMPP frame was refused.');
    // The protocol has an answer for neither what is no command nor what is an answer itself.
    if (command === 'deliver') this.answerDeliver(sequence, messageIdOf(frame), deliverResult.length);
    if (read.isResponse) this.requests.spoilt(sequence);
  }

  private takePdu(pdu: CmppPdu): void {
    const { command, sequence, body } = pdu;
    if (command === 'deliver') void this.deliver(body, sequence);
    else if (command === 'active_test') this.write(encode('active_test_resp', this.speaks, sequence));
    else if (command === 'terminate') {
      this.write(encode('terminate_resp', this.speaks, sequence));
      this.socket.end(() => this.close({ why: 'The gateway said goodbye.' }));
    } else if (!this.requests.answered(pdu)) {
      this.options.log.debug({ command, sequence }, 'A CMPP message that nobody waits for was passed over.');
    }
  }

  private async deliver(body: Body<'deliver'>, sequence: number): Promise<void> {
    this.inWork++;
    if (this.inWork >= mostInWork) this.socket.pause();
    const result = await this.options.onDeliver(body, sequence);
    this.inWork--;
    if (this.inWork < mostInWork) this.socket.resume();
    if (result !== undefined) this.answerDeliver(sequence, body.Msg_Id, result);
  }

  private answerDeliver(sequence: number, id: bigint, result: number): void {
    this.write(encode('deliver_resp', this.speaks, sequence, { Msg_Id: id, Result: result }));
  }

  private write(octets: Buffer): void {
    if (this.state !== 'closed' && this.socket.writable) this.socket.write(octets);
  }
}

/** The Msg_Id of a DELIVER that is otherwise unreadable: its first field in both versions. */
const messageIdOf = (frame: Buffer): bigint => (frame.length >= 20 ? frame.readBigUInt64BE(12) : 0n);
