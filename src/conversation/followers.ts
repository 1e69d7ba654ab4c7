import type { Activity } from 'botframework-schema';
import type { ConversationStore } from '../ports/conversation-store';
import type { Log } from '../ports/log';
import { stamped } from './addressing';
import type { Follower, Unfollow } from './conversations';
import { GrowthPoll } from './growth-poll';

/** Those who follow a conversation: each hears every log entry after its position, once and in order. */
export class Followers {
  private readonly byConversation = new Map<string, Set<Following>>();
  private readonly pumping = new Set<Promise<void>>();
  /** Whose log could not be read when it grew; tried again with the next look. */
  private readonly missed = new Set<string>();
  private readonly growth: GrowthPoll;

  /** @param pollMs how often to look for entries that another node wrote, while it is quiet; 0 for never */
  constructor(
    private readonly store: Pick<ConversationStore, 'read' | 'grown'>,
    private readonly log: Log,
    pollMs: number,
  ) {
    this.growth = new GrowthPoll(store, log, pollMs, (conversations) => this.grew(conversations));
  }

  follow(conversationId: string, after: number, follower: Follower): Unfollow {
    const following: Following = { conversationId, follower, position: after, state: 'resting' };
    const all = this.byConversation.get(conversationId) ?? new Set();
    this.byConversation.set(conversationId, all.add(following));
    this.wake(following);
    this.growth.run(true);
    return () => {
      following.state = 'gone';
      all.delete(following);
      if (all.size === 0 && this.byConversation.get(conversationId) === all) this.byConversation.delete(conversationId);
      this.growth.run(this.byConversation.size > 0);
    };
  }

  /** Something was appended to this conversation's log. */
  notify(conversationId: string): void {
    for (const following of this.byConversation.get(conversationId) ?? []) this.wake(following);
  }

  /** Another node has this conversation's turn: its answer is looked for more often, if somebody here follows. */
  awaited(conversationId: string): void {
    if (this.byConversation.has(conversationId)) this.growth.hurry();
  }

  pass(conversationId: string, activity: Partial<Activity>): void {
    for (const { follower } of this.byConversation.get(conversationId) ?? []) {
      this.guard(conversationId, () => follower.passing?.(activity));
    }
  }

  /** Resolves when everyone has heard what was notified so far. */
  async settled(): Promise<void> {
    while (this.pumping.size > 0) await Promise.all(this.pumping);
  }

  stop(): void {
    this.byConversation.clear();
    this.growth.run(false);
  }

  /** @param conversations whose logs grew, here or elsewhere; `undefined` when it may have been any */
  private grew(conversations: readonly string[] | undefined): void {
    const again = [...this.missed];
    this.missed.clear();
    for (const id of conversations ?? this.byConversation.keys()) this.look(id);
    for (const id of again) this.look(id);
  }

  private look(conversationId: string): void {
    for (const following of this.byConversation.get(conversationId) ?? [])
      this.wake(following, () => this.growth.hurry());
  }

  /** @param heard called when there was something new */
  private wake(following: Following, heard?: () => void): void {
    if (following.state !== 'resting') {
      if (following.state === 'reading') following.state = 'reading, more came';
      return;
    }
    const { conversationId, position } = following;
    const pump = this.pump(following)
      .then(() => {
        if (following.position > position) heard?.();
      })
      .catch((error: unknown) => {
        if (following.state === 'gone') return;
        following.state = 'resting';
        this.missed.add(conversationId);
        this.log.warn({ conversationId, err: error }, 'followers: log not readable just now');
      })
      .finally(() => this.pumping.delete(pump));
    this.pumping.add(pump);
  }

  private async pump(following: Following): Promise<void> {
    do {
      following.state = 'reading';
      const entries = await this.store.read(following.conversationId, following.position, pageSize);
      for (const entry of entries) {
        if (isGone(following)) return;
        following.position = entry.seq;
        this.guard(following.conversationId, () => following.follower.logged(stamped(entry)));
      }
      if (isGone(following)) return;
      if (entries.length === pageSize) following.state = 'reading, more came';
    } while (moreCame(following));
    following.state = 'resting';
  }

  private guard(conversationId: string, call: () => void): void {
    try {
      call();
    } catch (error) {
      this.log.warn({ conversationId, err: error }, 'followers: a follower failed');
    }
  }
}

interface Following {
  readonly conversationId: string;
  readonly follower: Follower;
  position: number;
  state: 'resting' | 'reading' | 'reading, more came' | 'gone';
}

const pageSize = 100;
// The state changes while a page is awaited, which narrowing of the field itself would not see.
const isGone = ({ state }: Following): boolean => state === 'gone';
const moreCame = ({ state }: Following): boolean => state === 'reading, more came';
