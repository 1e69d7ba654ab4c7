import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Log } from '../../../ports/log';
import { Frames } from '../frames';
import { encodePdu, headerOctets, longestPdu, type Pdu, readPdu } from './pdu';
import type { SmppSettings } from './smpp-settings';
import { smppStatus, statusText } from './status';

export type BindCommand = 'bind_transceiver' | 'bind_transmitter' | 'bind_receiver';

export interface SmppLinkOptions {
  readonly settings: SmppSettings;
  readonly bind: BindCommand;
  readonly log: Log;
  /** Between two `enquire_link`. */
  readonly enquireMs: number;
  /** How long an answer may take. */
  readonly answerMs: number;
  /** Takes over what `deliver_sm` and `data_sm` bring; the answer goes out when it resolves. */
  readonly onMessage: (pdu: Pdu, link: SmppLink) => Promise<MessageAnswer>;
  /** What was written up to this mark has arrived there. */
  readonly onConfirmed: (link: SmppLink, mark: number) => void;
  readonly onClosed: (link: SmppLink, why: string) => void;
}

export interface MessageAnswer {
  readonly status: number;
  /** Called when the answer is on its way; {@link SmppLinkOptions.onConfirmed} tells the mark it has when it arrived. */
  readonly written?: (mark: number) => void;
}

/** The request did not reach the other side, or its answer not us: whether it was carried out is unknown. */
export class LinkLost extends Error {}

interface Asked {
  readonly mark: number;
  answer(pdu: { readonly status: number; readonly pdu?: Pdu }): void;
  lost(why: string): void;
}

/** Beyond so many messages in work the other side has to wait. */
const mostInWork = 100;
const missedMost = 2;

/** One connection to a message centre, from the bind to its end. It is made once and never comes back. */
export class SmppLink {
  private readonly socket: Socket;
  private readonly frames = new Frames(headerOctets, longestPdu);
  private readonly asked = new Map<number, Asked>();
  private sequence = 0;
  private written = 0;
  private inWork = 0;
  private missed = 0;
  private enquiring: NodeJS.Timeout | undefined;
  private state: 'binding' | 'bound' | 'closed' = 'binding';

  constructor(private readonly options: SmppLinkOptions) {
    const { host, port, tls } = options.settings;
    const greet = (): void => void this.bind();
    this.socket = tls ? connectTls({ host, port, servername: host }, greet) : connectTcp({ host, port }, greet);
    this.socket.setNoDelay(true);
    this.socket.on('data', (octets) => this.take(octets));
    this.socket.on('error', (fault) => this.close(String(fault)));
    this.socket.on('close', () => this.close('The other side closed the connection.'));
    this.socket.setTimeout(options.answerMs, () => {
      if (this.state === 'binding') this.close('No connection within the time.');
    });
  }

  get bound(): boolean {
    return this.state === 'bound';
  }

  /**
   * Sends a request.
   * @returns the status and, where the answer has one, the message id. There is no deadline here: the answer may come late.
   * @throws LinkLost when the link ends before the answer
   */
  request(command: string, fields: Record<string, unknown> = {}): Promise<{ status: number; pdu?: Pdu }> {
    return new Promise((resolve, reject) => {
      if (this.state === 'closed') {
        reject(new LinkLost('The link is closed.'));
        return;
      }
      this.sequence = this.sequence >= 0x7fff_ffff ? 1 : this.sequence + 1;
      const { sequence } = this;
      const octets = encodePdu(command, sequence, fields);
      this.asked.set(sequence, { mark: this.written, answer: resolve, lost: (why) => reject(new LinkLost(why)) });
      this.write(octets);
    });
  }

  /** Says goodbye as the protocol asks, waits a moment for the answer, and closes. */
  async unbind(withinMs: number): Promise<void> {
    if (this.state === 'bound') {
      const answered = this.request('unbind').catch(() => undefined);
      await Promise.race([answered, after(withinMs)]);
    }
    this.close('unbound');
  }

  close(why: string): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    clearInterval(this.enquiring);
    this.socket.destroy();
    for (const { lost } of this.asked.values()) lost(why);
    this.asked.clear();
    this.options.onClosed(this, why);
  }

  private async bind(): Promise<void> {
    const { settings, bind, log } = this.options;
    const { options } = settings;
    const asked = this.request(bind, {
      system_id: settings.systemId,
      password: settings.password,
      system_type: options.system_type,
      interface_version: 0x34,
      address_range: options.address_range,
    });
    const answer = await Promise.race([asked, after(this.options.answerMs)]).catch(() => undefined);
    if (this.state === 'closed') return;
    if (answer === undefined) return this.close('The bind was not answered.');
    if (answer.status !== smppStatus.ok) return this.close(`The bind was refused: ${statusText(answer.status)}.`);
    this.state = 'bound';
    this.socket.setTimeout(0);
    log.info({ bind, host: settings.host }, 'The SMPP link is up.');
    this.enquiring = setInterval(() => void this.enquire(), this.options.enquireMs);
    this.enquiring.unref();
  }

  private async enquire(): Promise<void> {
    // While we make the other side wait, its answers wait too.
    if (this.socket.isPaused()) return;
    if (this.missed >= missedMost) return this.close('It does not answer enquire_link.');
    this.missed++;
    await this.request('enquire_link').catch(() => undefined);
  }

  private take(octets: Buffer): void {
    const { frames, lost } = this.frames.push(octets);
    for (const frame of frames) {
      if (this.state === 'closed') return;
      this.takeFrame(frame);
    }
    if (!lost) return;
    this.options.log.warn({ bind: this.options.bind }, 'A PDU with an impossible length; the SMPP link starts anew.');
    this.write(encodePdu('generic_nack', 0, { command_status: smppStatus.invalidCommandLength }));
    this.close('It sent an impossible length.');
  }

  private takeFrame(frame: Buffer): void {
    const read = readPdu(frame);
    // Whatever comes shows that the other side lives.
    this.missed = 0;
    if (!read.ok) {
      const { status, sequence, isResponse, why } = read;
      this.options.log.warn({ status, sequence, why }, 'A malformed PDU was refused.');
      if (isResponse) this.answered(sequence, { status: smppStatus.unknownError });
      else this.write(encodePdu('generic_nack', sequence, { command_status: status }));
      return;
    }
    const { pdu } = read;
    if (pdu.command === 'generic_nack') this.answered(pdu.sequence, { status: pdu.status || smppStatus.unknownError });
    else if (pdu.isResponse) this.answered(pdu.sequence, { status: pdu.status, pdu });
    else this.requested(pdu);
  }

  private answered(sequence: number, answer: { readonly status: number; readonly pdu?: Pdu }): void {
    const asked = this.asked.get(sequence);
    if (asked === undefined) {
      this.options.log.debug({ sequence, status: answer.status }, 'An answer to nothing we asked.');
      return;
    }
    this.asked.delete(sequence);
    // The stream keeps its order: who has read this request has read all we wrote before it.
    this.options.onConfirmed(this, asked.mark);
    asked.answer(answer);
  }

  private requested(pdu: Pdu): void {
    const { command, sequence } = pdu;
    switch (command) {
      case 'enquire_link':
        this.write(encodePdu('enquire_link_resp', sequence));
        break;
      case 'unbind':
        this.write(encodePdu('unbind_resp', sequence));
        this.closeSoon('The other side unbound.');
        break;
      case 'alert_notification':
        break;
      case 'deliver_sm':
      case 'data_sm':
        void this.message(pdu);
        break;
      default:
        this.options.log.warn({ command }, 'A request that a message centre does not make was refused.');
        this.write(encodePdu('generic_nack', sequence, { command_status: smppStatus.invalidCommandId }));
    }
  }

  private async message(pdu: Pdu): Promise<void> {
    this.inWork++;
    if (this.inWork >= mostInWork) this.socket.pause();
    const { status, written } = await this.options.onMessage(pdu, this);
    this.inWork--;
    if (this.state === 'closed') return;
    if (this.inWork < mostInWork) this.socket.resume();
    this.write(encodePdu(`${pdu.command}_resp`, pdu.sequence, { command_status: status }));
    written?.(this.written);
  }

  /** Lets what was written go out before the end. */
  private closeSoon(why: string): void {
    this.socket.end(() => this.close(why));
  }

  private write(octets: Buffer): void {
    if (this.state === 'closed' || !this.socket.writable) return;
    this.written++;
    this.socket.write(octets);
  }
}

const after = (ms: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms).unref();
  });
