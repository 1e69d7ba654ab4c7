import { type Activity, BotAdapter, type ConversationReference, type ResourceResponse, TurnContext } from 'botbuilder';

/** Where one turn's activities go. */
export interface TurnOutbox {
  /** Keeps a reply for the commit. @returns the id it will have */
  reply(activity: Partial<Activity>): string;
  /** Shows it to those who follow right now (typing); not kept. */
  pass(activity: Partial<Activity>): void;
}

/** Runs `logic` as a turn of its own in a conversation, in line with its other turns. */
export type Continue = (conversationId: string, logic: (context: TurnContext) => Promise<void>) => Promise<void>;

const outboxKey = Symbol('desk.outbox');
/** For the framework's own tools, or carriers of the whole transcript (`handoff.initiate`): never for the customer. */
const neverShown = (activity: Partial<Activity>): boolean =>
  activity.type === 'trace' ||
  activity.type === 'delay' ||
  activity.type === 'invokeResponse' ||
  (activity.type === 'event' && activity.name === 'handoff.initiate');

/** The in-process adapter: replies are collected and leave with the commit of their turn, not before. */
export class TurnAdapter extends BotAdapter {
  constructor(private readonly continueTurn: Continue) {
    super();
  }

  /** Runs the middleware and then `logic` in a context for this activity. */
  async run(
    activity: Partial<Activity>,
    outbox: TurnOutbox,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    const context = new TurnContext(this, activity);
    context.turnState.set(outboxKey, outbox);
    await this.runMiddleware(context, logic);
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const outbox = context.turnState.get<TurnOutbox>(outboxKey);
    return activities.map((activity) => {
      if (neverShown(activity)) return { id: '' };
      if (activity.type !== 'typing') return { id: outbox.reply(activity) };
      outbox.pass(activity);
      return { id: '' };
    });
  }

  override async updateActivity(): Promise<void> {
    throw new Error('updateActivity: what was said stays said (append-only transcript). Send a new activity instead.');
  }

  override async deleteActivity(): Promise<void> {
    throw new Error('deleteActivity: what was said stays said (append-only transcript).');
  }

  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    const id = reference.conversation?.id;
    if (!id) throw new Error('continueConversation: the reference names no conversation.');
    await this.continueTurn(id, logic);
  }

  override async continueConversationAsync(
    _bot: unknown,
    reference: Partial<ConversationReference>,
    logicOrAudience: string | ((context: TurnContext) => Promise<void>),
    maybeLogic?: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    const logic = typeof logicOrAudience === 'string' ? maybeLogic : logicOrAudience;
    if (!logic) throw new Error('continueConversationAsync: no logic to run.');
    await this.continueConversation(reference, logic);
  }
}
