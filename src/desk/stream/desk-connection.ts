import type { Handoff } from '../../handoff/handoff';
import type { Colleague, Me } from '../desk-api';
import type { DeskContext } from '../desk-context';
import type { ClimbedToMe, DeskCommand, DeskEvent } from '../desk-events';
import { maySee } from '../rights';
import type { StaffIdentity } from '../staff-account';
import { meOf } from '../views/colleagues';
import { handoffSummary } from '../views/handoff-summary';
import { finishedShownMs, inboxGroups, inboxOf } from '../views/inbox';
import type { ChangeFeed, Subscription } from './change-feed';
import { type OpenConversation, openConversation } from './open-conversation';

/** The open page of one member of staff: what it shows, and what it is told. Knows no socket. */
export class DeskConnection {
  private readonly shown = new Map<string, number>();
  private readonly open = new Map<string, OpenConversation>();
  /** Changes heard before the page has its inbox. */
  private early: Handoff[] | undefined = [];
  private subscription: Subscription | undefined;
  private closed = false;
  private toldMe = '';
  private toldClimbed = '';
  /** One thing after the other, so that a `close` after an `open` closes it. */
  private line: Promise<void> = Promise.resolve();
  private waitingInLine = 0;

  constructor(
    private readonly context: DeskContext,
    private readonly feed: ChangeFeed,
    private who: StaffIdentity,
    private readonly send: (event: DeskEvent) => void,
    private readonly failed: () => void,
  ) {}

  get identity(): StaffIdentity {
    return this.who;
  }

  start(): void {
    this.subscription = this.feed.subscribe((changed) => this.changed(changed));
    const { ready } = this.subscription;
    this.enqueue(async () => {
      await ready;
      await this.sendInbox();
    });
  }

  close(): void {
    this.closed = true;
    this.subscription?.stop();
    for (const conversation of this.open.values()) conversation.close();
    this.open.clear();
  }

  /** Their teams or role were changed while the page is open: everything is looked at anew. */
  become(identity: StaffIdentity): void {
    if (JSON.stringify(identity) === JSON.stringify(this.who)) return;
    this.who = identity;
    this.enqueue(async () => {
      await this.sendInbox();
      for (const conversationId of [...this.open.keys()]) await this.lookAgain(conversationId);
    });
  }

  command(command: DeskCommand): void {
    const { conversationId } = command;
    this.enqueue(async () => {
      if (command.type === 'close') this.drop(conversationId);
      if (command.type === 'open') await this.follow(command);
      if (command.type === 'typing' && this.open.get(conversationId)?.typing(this.who) !== true) {
        this.tell({ type: 'refused', command: 'typing', conversationId });
      }
    });
  }

  /** Somebody's presence changed, maybe this person's own. */
  me(me: Me): void {
    const said = JSON.stringify(me);
    if (this.early || said === this.toldMe) return;
    this.toldMe = said;
    this.tell({ type: 'me', me });
  }

  colleague(colleague: Colleague): void {
    if (!this.early && this.who.role === 'supervisor') this.tell({ type: 'colleague', colleague });
  }

  /** What has climbed to this person, as it is by now. */
  climbed(climbed: ClimbedToMe): void {
    const said = JSON.stringify(climbed);
    if (this.early || said === this.toldClimbed) return;
    this.toldClimbed = said;
    this.tell({ type: 'climbed', ...climbed });
  }

  private async sendInbox(): Promise<void> {
    const { context, who } = this;
    const [groups, presence] = await Promise.all([inboxGroups(context, who), context.presence.of(who.name)]);
    if (this.closed) return;
    const inbox = inboxOf(groups, who, context.clock.now());
    const me = meOf(context, who, presence);
    this.toldMe = JSON.stringify(me);
    this.shown.clear();
    for (const { id, version } of [...inbox.offered, ...inbox.mine, ...inbox.waiting]) this.shown.set(id, version);
    this.tell({ type: 'inbox', inbox, me });
    const early = this.early ?? [];
    this.early = undefined;
    this.changed(early);
  }

  private changed(handoffs: readonly Handoff[]): void {
    if (this.early) {
      this.early.push(...handoffs);
      return;
    }
    for (const handoff of handoffs) this.tellChange(handoff);
  }

  private tellChange(handoff: Handoff): void {
    const { id, version, conversationId } = handoff;
    const known = this.shown.get(id);
    if (known !== undefined && known >= version) return;
    if (this.belongs(handoff)) {
      this.shown.set(id, version);
      this.tell({ type: 'handoff', summary: handoffSummary(handoff, this.who) });
    } else if (known !== undefined) {
      this.shown.delete(id);
      this.tell({ type: 'gone', id, version });
    }
    if (this.open.has(conversationId)) this.enqueue(() => this.lookAgain(conversationId));
  }

  private belongs(handoff: Handoff): boolean {
    if (handoff.status === 'withdrawn' || !maySee(this.who, handoff)) return false;
    return handoff.status !== 'done' || (handoff.wrapUp?.at ?? 0) >= this.context.clock.now() - finishedShownMs;
  }

  private async follow(command: Extract<DeskCommand, { type: 'open' }>): Promise<void> {
    const { conversationId } = command;
    this.drop(conversationId);
    const opened =
      this.open.size < mostOpen
        ? await openConversation(this.context, this.who, command, (event) => this.tell(event))
        : undefined;
    if (this.closed) opened?.close();
    else if (opened) this.open.set(conversationId, opened);
    else this.tell({ type: 'refused', command: 'open', conversationId });
  }

  private async lookAgain(conversationId: string): Promise<void> {
    const conversation = this.open.get(conversationId);
    if (conversation && !(await conversation.look(this.who))) this.drop(conversationId);
  }

  private drop(conversationId: string): void {
    this.open.get(conversationId)?.close();
    this.open.delete(conversationId);
  }

  private tell(event: DeskEvent): void {
    if (!this.closed) this.send(event);
  }

  private enqueue(work: () => Promise<void>): void {
    if (this.closed) return;
    if (this.waitingInLine >= mostWaiting) {
      this.failed();
      return;
    }
    this.waitingInLine += 1;
    this.line = this.line
      .then(() => (this.closed ? undefined : work()))
      .catch((error: unknown) => {
        // The page comes back by itself and goes on from its positions.
        this.context.log.warn({ err: error, staff: this.who.name }, 'desk: a page could not be served; it is cut');
        this.failed();
      })
      .finally(() => {
        this.waitingInLine -= 1;
      });
  }
}

const mostOpen = 50;
const mostWaiting = 500;
