// One of the framework's own lines, in a process of its own. Argument: which.
import { createServer as createHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Activity, BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder';
import { createServer as createRestify, plugins, type Request, type Response } from 'restify';
import { answerQuestions } from '../helper-process';
import { type FrameworkBot, type FrameworkBotName, frameworkBot } from './framework-bots';
import { type ServerAnswer, type ServerQuestion, usage } from './server-process';

const replies = Symbol('replies');

/** The shortest adapter there is: what the bot sends is the HTTP answer. */
class AnswerAdapter extends BotAdapter {
  async answer(activity: Partial<Activity>, bot: FrameworkBot): Promise<Partial<Activity>[]> {
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

function bot(name: FrameworkBotName): Promise<number> {
  const adapter = new AnswerAdapter();
  const one = frameworkBot(name);
  return restify((activity) => adapter.answer(activity, one));
}

const servers: Readonly<Record<string, () => Promise<number>>> = {
  http: bare,
  restify: () => restify(async ({ text }) => ({ text })),
  echo: () => bot('echo'),
  waterfall: () => bot('waterfall'),
};

answerQuestions<ServerQuestion, ServerAnswer>(
  async () => {
    const start = servers[process.argv[2] ?? ''];
    if (!start) throw new Error(`No such line: ${process.argv[2]}`);
    port.taken = await start();
    return usage(port.taken);
  },
  async () => usage(port.taken),
);
