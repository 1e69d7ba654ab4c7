// One of the framework's own lines, in a process of its own. Argument: which.
import { createServer as createHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Activity,
  ActivityHandler,
  BotAdapter,
  ConversationState,
  MemoryStorage,
  type ResourceResponse,
  TurnContext,
  UserState,
} from 'botbuilder';
import { DialogSet, DialogTurnStatus, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs';
import { createServer as createRestify, plugins, type Request, type Response } from 'restify';
import { answerQuestions } from '../helper-process';
import { type ServerAnswer, usage } from './server-process';

type Bot = { run(context: TurnContext): Promise<void> };
const replies = Symbol('replies');

/** The shortest adapter there is: what the bot sends is the HTTP answer. */
class AnswerAdapter extends BotAdapter {
  async answer(activity: Partial<Activity>, bot: Bot): Promise<Partial<Activity>[]> {
    const context = new TurnContext(this, activity);
    const sent: Partial<Activity>[] = [];
    context.turnState.set(replies, sent);
    await this.runMiddleware(context, (one) => bot.run(one));
    return sent;
  }
  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const sent = context.turnState.get<Partial<Activity>[]>(replies);
    return activities.map((activity) => ({ id: String(sent.push(activity)) }));
  }
  override async updateActivity(): Promise<void> {}
  override async deleteActivity(): Promise<void> {}
  override async continueConversation(): Promise<void> {}
}

/** Counts the turns of a conversation in memory and says the text back. */
class EchoBot extends ActivityHandler {
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
class WaterfallBot extends ActivityHandler {
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

const port = { taken: 0 };

function bare(): Promise<number> {
  const server = createHttp((request, response) => {
    request.resume().on('end', () => {
      const body = '{"text":"pong"}';
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
      response.end(body);
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

function restify(answer: (body: Partial<Activity>) => Promise<object>): Promise<number> {
  const server = createRestify();
  server.use(plugins.bodyParser({ mapParams: false }));
  server.post('/api/messages', async (request: Request, response: Response) => {
    response.json(200, await answer(request.body as Partial<Activity>));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

function bot(make: (conversation: ConversationState, user: UserState) => Bot): Promise<number> {
  const storage = new MemoryStorage();
  const adapter = new AnswerAdapter();
  const one = make(new ConversationState(storage), new UserState(storage));
  return restify((activity) => adapter.answer(activity, one));
}

const servers: Readonly<Record<string, () => Promise<number>>> = {
  http: bare,
  restify: () => restify(async ({ text }) => ({ text })),
  echo: () => bot((conversation) => new EchoBot(conversation)),
  waterfall: () => bot((conversation, user) => new WaterfallBot(conversation, user)),
};

answerQuestions<'usage', ServerAnswer>(
  async () => {
    const start = servers[process.argv[2] ?? ''];
    if (!start) throw new Error(`No such line: ${process.argv[2]}`);
    port.taken = await start();
    return usage(port.taken);
  },
  async () => usage(port.taken),
);
