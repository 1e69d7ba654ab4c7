import { ConversationState, type TurnContext } from 'botbuilder';
import { TurnStorage } from './turn-storage';

/** Where `botbuilder-dialogs` looks for the conversation state as well. */
const key = 'ConversationState';

/** Gives a turn its own conversation state over the stored one. */
export function setTurnState(context: TurnContext, storage: TurnStorage): ConversationState {
  const state = new StateOfTurn(storage);
  context.turnState.set(key, state);
  return state;
}

/**
 * The framework's own works out three SHA-256 hashes of the whole state a turn to learn whether it changed; here the
 * turn's commit writes it in any case.
 */
class StateOfTurn extends ConversationState {
  private loaded: Record<string, unknown> | undefined;

  constructor(private readonly turnStorage: TurnStorage) {
    super(turnStorage);
  }

  override async load(context: TurnContext, force = false): Promise<Record<string, unknown>> {
    if (this.loaded === undefined || force) {
      const key = await this.storageKey(context);
      this.loaded = ((await this.turnStorage.read([key]))[key] ?? {}) as Record<string, unknown>;
    }
    return this.loaded;
  }

  override async saveChanges(context: TurnContext): Promise<void> {
    if (this.loaded) await this.turnStorage.write({ [await this.storageKey(context)]: this.loaded });
  }

  override async clear(): Promise<void> {
    this.loaded = {};
  }

  override async delete(context: TurnContext): Promise<void> {
    this.loaded = undefined;
    await this.turnStorage.delete([await this.storageKey(context)]);
  }

  override get(): Record<string, unknown> | undefined {
    return this.loaded;
  }
}

/**
 * The conversation state to build dialogs and property accessors on, made once beside the bot; each call works on the
 * state of its context's turn. The turn runner saves it: nobody needs to call `saveChanges`.
 */
export class TurnState extends ConversationState {
  constructor() {
    super(new TurnStorage({}));
  }

  override load(context: TurnContext, force?: boolean): ReturnType<ConversationState['load']> {
    return ofTurn(context).load(context, force);
  }

  override saveChanges(context: TurnContext, force?: boolean): Promise<void> {
    return ofTurn(context).saveChanges(context, force);
  }

  override clear(context: TurnContext): Promise<void> {
    return ofTurn(context).clear(context);
  }

  override delete(context: TurnContext): Promise<void> {
    return ofTurn(context).delete(context);
  }

  override get(context: TurnContext): ReturnType<ConversationState['get']> {
    return ofTurn(context).get(context);
  }
}

function ofTurn(context: TurnContext): ConversationState {
  const state = context.turnState.get<ConversationState | undefined>(key);
  if (!state) throw new Error('TurnState: this context has no turn. Run the bot through createTurnRunner.');
  return state;
}
