import { ActivityHandler, ConversationState, MemoryStorage, type TurnContext, UserState } from 'botbuilder';
import { DialogSet, DialogTurnStatus, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs';

/** The part of a bot that an adapter needs. */
export interface FrameworkBot {
  run(context: TurnContext): Promise<void>;
}

export const frameworkBots = ['echo', 'waterfall'] as const;
export type FrameworkBotName = (typeof frameworkBots)[number];

/** One of the framework's own sample bots with memory state; the adapter below it is the caller's. */
export function frameworkBot(name: FrameworkBotName): FrameworkBot {
  const storage = new MemoryStorage();
  const conversation = new ConversationState(storage);
  return name === 'echo' ? new EchoBot(conversation) : new WaterfallBot(conversation, new UserState(storage));
}

/** Says a word to whoever comes in, as the samples do; adapters that announce nobody never hear it. */
class GreetingBot extends ActivityHandler {
  constructor() {
    super();
    this.onMembersAdded(async (context, next) => {
      await context.sendActivity('您好！');
      await next();
    });
  }
}

/** Counts the turns of a conversation in memory and says the text back. */
class EchoBot extends GreetingBot {
  constructor(state: ConversationState) {
    super();
    const count = state.createProperty<{ turns: number }>('count');
    this.onMessage(async (context, next) => {
      const memory = await count.get(context, { turns: 0 });
      if (memory) memory.turns += 1;
      await context.sendActivity(`${memory?.turns}: ${context.activity.text}`);
      await state.saveChanges(context);
      await next();
    });
  }
}

/** Asks three questions with prompts, then sums up, like the framework's own sample 05 (multi-turn prompt). */
class WaterfallBot extends GreetingBot {
  constructor(conversation: ConversationState, user: UserState) {
    super();
    const dialogs = new DialogSet(conversation.createProperty('dialogs'));
    const profile = user.createProperty<Record<string, string>>('profile');
    const ask = (question: string) => ({ prompt: question });
    dialogs.add(new TextPrompt('ask'));
    dialogs.add(
      new WaterfallDialog('form', [
        (step) => step.prompt('ask', ask('请问是哪个号码？')),
        async (step) => {
          Object.assign(step.values, { phone: step.result });
          return step.prompt('ask', ask('请问是什么时候的事？'));
        },
        async (step) => {
          Object.assign(step.values, { when: step.result });
          return step.prompt('ask', ask('请问希望怎么处理？'));
        },
        async (step) => {
          const known = (await profile.get(step.context, {})) ?? {};
          Object.assign(known, step.values, { wish: String(step.result) });
          await step.context.sendActivity(`text: ${JSON.stringify(known)}`);
          return step.endDialog();
        },
      ]),
    );
    this.onMessage(async (context, next) => {
      const dc = await dialogs.createContext(context);
      const { status } = await dc.continueDialog();
      if (status === DialogTurnStatus.empty) await dc.beginDialog('form');
      await next();
    });
    this.onDialog(async (context, next) => {
      await conversation.saveChanges(context);
      await user.saveChanges(context);
      await next();
    });
  }
}
