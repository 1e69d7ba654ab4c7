// The product in a process of its own, so that it can be killed: answers the world's questions one after the other.
// Argument: ProductOptions as JSON.
import { conversationOfCall } from '../../src/channels/voice/conversation-id';
import { changeComplaint } from '../../src/complaints/change-complaint';
import type { ComplaintType } from '../../src/complaints/complaint';
import { correctType } from '../../src/complaints/correct-type';
import { fileComplaint } from '../../src/complaints/file-complaint';
import { omissionsOf } from '../../src/data/ledger';
import type { AgentProfile } from '../../src/handoff/agent';
import { agentMessageEventName } from '../../src/handoff/protocol';
import { channelSecret } from './channel-secret';
import { type Product, startProduct } from './product';
import type {
  AgentAct,
  Answer,
  Asked,
  CrashPoint,
  Filed,
  FromChild,
  FromParent,
  LineAct,
  ProductOptions,
} from './protocol';

const options = JSON.parse(process.argv[2] ?? '{}') as ProductOptions;
const say = (what: FromChild): void => void process.send?.(what);

let now = options.at;
let count = 0;
const calls = new Map<number, () => void>();
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
  call(gateway: Extract<FromChild, { call: number }>['gateway']): Promise<void> {
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
    calls.get(message.taken)?.();
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
starting.then(
  (product) => say({ ready: whole(product, {}) }),
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

/** Looks of a background job come this often. */
const jobEveryMs = 5_000;
const lineEveryMs = 15_000;

function whole(product: Product, own: Partial<Answer>): Answer {
  const { turns = Infinity, outbox = Infinity, complaints = Infinity } = product.eyes.next();
  const line = product.eyes.openHandoffs() > 0 ? now + lineEveryMs : Infinity;
  const look = Math.ceil(complaints / jobEveryMs) * jobEveryMs;
  // Due and not done: somebody who died holds it for a moment yet.
  const next = Math.max(Math.min(turns, outbox, look, line, product.nextJob()), now + 1_000);
  return {
    ...(Number.isFinite(next) && { next }),
    appeared: product.eyes.appeared(),
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
      return { result: await complaintAct(product, question.number, staffCalled(question.by), question.what) };
    case 'status': {
      const found = await store.complaints.byNumber(question.number);
      return found ? { result: found.status } : {};
    }
    case 'line':
      return { result: await lineAct(product, question.conversation, staffCalled(question.by), question.what) };
    case 'paper': {
      await paper(product, question.key, question.phone, question.story);
      return {};
    }
    case 'due':
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

async function complaintAct(product: Product, number: string, by: AgentProfile, what: AgentAct): Promise<string> {
  const { store, complaints } = product;
  const { complaintActs: acts, catalogue } = complaints;
  const found = await store.complaints.byNumber(number);
  if (!found) return 'not_found';
  const { id } = found;
  const done = await act();
  return done.ok ? 'ok' : done.reason;

  function act() {
    switch (what.act) {
      case 'assess':
        return acts.assess(id, by, { severity: what.severity, complexity: 'simple', impact: 'one', actAtOnce: false });
      case 'investigate':
        return acts.investigate(id, by);
      case 'askCustomer':
        return acts.askCustomer(id, by, what.reason, what.question);
      case 'customerAnswered':
        return acts.customerAnswered(id, by, what.words);
      case 'answer':
        return acts.answer(id, by, { text: what.text, cause: what.cause });
      case 'contact':
        return acts.contact(id, by, { way: what.way, outcome: what.outcome });
      case 'recheck':
        return acts.recheck(id, by, what.solved, what.words);
      case 'close':
        return acts.close(id, by);
      case 'feedBack':
        return acts.feedBack(id, by, what.note);
      case 'escalate':
        return acts.escalate(id, by, what.why);
      case 'merge':
        return acts.merge(id, by, what.into, what.why);
      case 'correctType':
        return changeComplaint({ complaints: store.complaints, catalogue, clock: world.clock }, id, (complaint) => {
          const to = { type: what.type as ComplaintType };
          const corrected = correctType(complaint, to, { actor: { role: 'agent', id: by.name }, now, catalogue });
          return corrected.ok
            ? { ok: true, change: { complaint: corrected.complaint } }
            : { ok: true, change: undefined };
        });
      case 'giveRemedy':
        return acts.giveRemedy(id, by, {
          id: what.id,
          code: what.code,
          ...(what.amountFen !== undefined && { amountFen: what.amountFen }),
        });
      case 'decideRemedy':
        return acts.decideRemedy(id, by, what.id, what.approve);
    }
  }
}

async function lineAct(product: Product, conversation: string, by: AgentProfile, what: LineAct): Promise<string> {
  const { store, handoffs, turns } = product;
  const [handoff] = await store.handoffs.ofConversation(conversation, 1);
  if (!handoff) return 'not_found';
  await handoffs.presence.seen(by.name);
  if (what.act === 'say') {
    const value = { handoffId: handoff.id, text: what.text, agent: { id: by.name, name: by.displayName ?? by.name } };
    const event = { type: 'event', name: agentMessageEventName, value };
    const receipt = await turns.receive(conversation, `agent:${what.messageId}`, event);
    return receipt.ok ? 'ok' : receipt.reason;
  }
  const done = await act();
  return done.ok ? 'ok' : done.reason;

  function act() {
    if (what.act === 'take') return handoffs.acts.take(handoff?.id ?? '', by);
    if (what.act === 'transfer') return handoffs.acts.transfer(handoff?.id ?? '', by, { team: what.team }, '');
    return handoffs.acts.finish(handoff?.id ?? '', by, {
      result: what.act === 'finish' ? what.result : 'solved',
      cause: what.act === 'finish' ? what.cause : '',
    });
  }
}

/** As a record that was moved in from elsewhere: everything is there but the mark of its recording. */
async function paper(product: Product, key: string, phone: string, story: string): Promise<void> {
  const conversationId = product.conversationOf(phone);
  await product.turns.open('sms', phone, { id: conversationId });
  const { marks: _, ...complaint } = fileComplaint(
    {
      type: 'after_sales',
      conversationId,
      channel: 'sms',
      language: 'zh-Hans',
      phone,
      identity: 'stated',
      story,
      slots: {},
      anger: 0,
    },
    { catalogue: product.complaints.catalogue, now, id: world.ids.next('cmp'), createdBy: key, earlier: [] },
  );
  await product.store.complaints.insert({ ...complaint, marks: {} });
}
