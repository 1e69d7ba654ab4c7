// The product in a process of its own, so that it can be killed: answers the world's questions one after the other.
// Argument: ProductOptions as JSON.
import { conversationOfCall } from '../../src/channels/voice/conversation-id';
import { omissionsOf } from '../../src/data/ledger';
import type { AgentProfile } from '../../src/handoff/agent';
import { channelSecret } from './channel-secret';
import { jobEveryMs } from './job-times';
import { type Product, startProduct } from './product';
import { complaintAct, lineAct, paper, postAccountEvents, problemAct } from './product-acts';
import type { Answer, Asked, CrashPoint, Filed, FromChild, FromParent, ProductOptions } from './protocol';

const options = JSON.parse(process.argv[2] ?? '{}') as ProductOptions;
const say = (what: FromChild): void => void process.send?.(what);

let now = options.at;
let count = 0;
const calls = new Map<number, (answer: unknown) => void>();
let called = 0;
let armed: CrashPoint | undefined;
const filed: Filed[] = [];
const failures: string[] = [];

const never = new Promise<never>(() => undefined);
const world = {
  clock: { now: () => now },
  ids: {
    next: (prefix: string) => {
      count += 1;
      return `${prefix}_${options.life}x${count}`;
    },
  },
  call(gateway: Extract<FromChild, { call: number }>['gateway']): Promise<unknown> {
    called += 1;
    const own = called;
    say({ call: own, gateway });
    return new Promise((resolve) => calls.set(own, resolve));
  },
  async passed(point: CrashPoint): Promise<void> {
    if (point !== armed) return;
    armed = undefined;
    say({ reached: point });
    await never;
  },
};

const starting = startProduct(options, {
  ...world,
  failed: (what) => failures.push(what.slice(0, 2_000)),
  // The repository tells what was filed before the world is told that anything happened.
  filed: (complaint) => {
    if (!filed.some(({ number }) => number === complaint.number)) filed.push(complaint);
  },
});

process.on('message', (message: FromParent) => {
  if ('taken' in message) {
    calls.get(message.taken)?.(message.answer);
    calls.delete(message.taken);
    return;
  }
  const { ask, question } = message;
  starting
    .then((product) => answerTo(product, question))
    .then(
      (answer) => say({ answered: ask, answer }),
      (error: unknown) => say({ failed: ask, fault: error instanceof Error ? `${error.stack}` : String(error) }),
    );
});
process.on('disconnect', () => process.exit(0));
starting
  .then((product) => whole(product, {}))
  .then(
    (ready) => say({ ready }),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      process.exit(1);
    },
  );

async function answerTo(product: Product, question: Asked): Promise<Answer> {
  now = Math.max(now, question.at);
  const own = await doIt(product, question);
  await product.settle();
  return whole(product, own);
}

const lineEveryMs = 15_000;

async function whole(product: Product, own: Partial<Answer>): Promise<Answer> {
  const { eyes } = product;
  const [due, open, nextJob, suggested] = await Promise.all([
    eyes.next(),
    eyes.openHandoffs(),
    product.nextJob(),
    eyes.suggested(),
  ]);
  const { turns = Infinity, outbox = Infinity, complaints = Infinity } = due;
  const line = open > 0 ? now + lineEveryMs : Infinity;
  const look = Math.ceil(complaints / jobEveryMs) * jobEveryMs;
  const next = Math.min(turns, outbox, look, line);
  return {
    ...(Number.isFinite(next) && { next }),
    ...(Number.isFinite(nextJob) && { nextJob }),
    ...(product.wasRestless() && { restless: true }),
    appeared: eyes.appeared(),
    suggested,
    filed: filed.splice(0),
    failures: failures.splice(0),
    ...own,
  };
}

async function doIt(product: Product, question: Asked): Promise<Partial<Answer>> {
  const { store, turns, complaints } = product;
  switch (question.do) {
    case 'open':
      await turns.open('web', question.user, { id: question.conversation, locale: question.locale });
      return {};
    case 'chat': {
      const receipt = await turns.receive(question.conversation, question.id, { type: 'message', text: question.text });
      if (!receipt.ok) return { result: receipt.reason };
      await receipt.turn;
      return { result: 'ok' };
    }
    case 'sms':
      await product.sms.received({ from: question.from, to: '10086', text: question.text, id: question.id });
      await turns.idle();
      return { result: 'ok' };
    case 'call': {
      const acts = await product.calls.handle(question.event);
      const heard = acts.flatMap((act) =>
        act.act === 'say' ? [act.speech.text] : act.act === 'gather' ? act.prompts.map(({ text }) => text) : [],
      );
      return { heard: heard.join(' '), conversation: conversationOfCall(question.event.callId, channelSecret) };
    }
    case 'complaint':
      return {
        result: await complaintAct(product, question.number, staffCalled(question.by), question.what, world.clock),
      };
    case 'status': {
      const found = await store.complaints.byNumber(question.number);
      return found ? { result: found.status, ...(found.problem && { partOf: found.problem.id }) } : {};
    }
    case 'line':
      return { result: await lineAct(product, question.conversation, staffCalled(question.by), question.what) };
    case 'paper': {
      await paper(product, question, world);
      return {};
    }
    case 'problem':
      product.restless();
      return { result: await problemAct(product, question.id, staffCalled(question.by), question.what) };
    case 'board': {
      const problem = await product.knownProblems.byId(question.id);
      return problem ? { problem } : {};
    }
    case 'accountEvents':
      return { result: await postAccountEvents(product, question.body, question.signature) };
    case 'due':
      if (question.restless === true) product.stirred();
      await product.runJobs();
      return {};
    case 'ledger':
      return { omissions: await omissionsOf(store.complaints, now, complaints.catalogue, () => undefined) };
    case 'figures':
      return { figures: await product.figures(question.queries) };
    case 'arm':
      armed = question.point;
      return {};
  }
}

function staffCalled(name: string): AgentProfile {
  const found = options.staff.find((member) => member.name === name);
  if (!found) throw new Error(`Nobody of the staff is called ${name}.`);
  return found;
}
