import { accountEventsPath } from '../../src/accounts/events/account-events-route';
import { changeComplaint } from '../../src/complaints/change-complaint';
import type { ComplaintType } from '../../src/complaints/complaint';
import { correctType } from '../../src/complaints/correct-type';
import { fileComplaint } from '../../src/complaints/file-complaint';
import type { AgentProfile } from '../../src/handoff/agent';
import { agentMessageEventName } from '../../src/handoff/protocol';
import type { KnownProblem } from '../../src/known-problems/known-problem';
import type { Clock } from '../../src/ports/clock';
import type { Product, ProductWorld } from './product';
import type { AgentAct, LineAct, ProblemAct, Question } from './protocol';

/** What somebody of the staff does with a complaint. @returns `ok`, or the reason of the refusal */
export async function complaintAct(
  product: Product,
  number: string,
  by: AgentProfile,
  what: AgentAct,
  clock: Clock,
): Promise<string> {
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
        return changeComplaint({ complaints: store.complaints, catalogue, clock }, id, (complaint) => {
          const to = { type: what.type as ComplaintType };
          const corrected = correctType(complaint, to, {
            actor: { role: 'agent', id: by.name },
            now: clock.now(),
            catalogue,
          });
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

/** What somebody of the staff does with a customer in the line. @returns `ok`, or the reason of the refusal */
export async function lineAct(
  product: Product,
  conversation: string,
  by: AgentProfile,
  what: LineAct,
): Promise<string> {
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

/** What a supervisor does with a known problem: opens it for what the rule saw. @returns `ok`, or the reason of the refusal */
export async function problemAct(product: Product, id: string, by: AgentProfile, what: ProblemAct): Promise<string> {
  const { knownProblems: acts } = product;
  const problem = await acts.byId(id);
  if (!problem) return 'not_found';
  const done = await act(problem);
  return done.ok ? 'ok' : done.reason;

  function act({ subTypes, areas }: KnownProblem) {
    switch (what.act) {
      case 'open':
        return acts.open(id, by, { subTypes, areas, ...what.wish });
      case 'dismiss':
        return acts.dismiss(id, by, what.why);
      case 'update':
        return acts.update(id, by, what);
      case 'repair':
        return acts.repair(id, by, what);
      case 'close':
        return acts.close(id, by);
    }
  }
}

/** Posts to the product's own server, as the business system does. @returns the status of the answer and its body */
export async function postAccountEvents({ port }: Product, body: string, signature: string): Promise<string> {
  const headers = { 'content-type': 'application/json', 'x-desk-signature': signature };
  const answer = await fetch(`http://127.0.0.1:${port}${accountEventsPath}`, { method: 'POST', headers, body });
  return `${answer.status} ${await answer.text()}`;
}

/** As a record that was moved in from elsewhere: everything is there but the mark of its recording. */
export async function paper(
  product: Product,
  { key, phone, language }: Extract<Question, { do: 'paper' }>,
  { clock, ids }: Pick<ProductWorld, 'clock' | 'ids'>,
): Promise<void> {
  const conversationId = product.conversationOf(phone);
  await product.turns.open('sms', phone, { id: conversationId });
  const { marks: _, ...complaint } = fileComplaint(
    {
      type: 'after_sales',
      conversationId,
      channel: 'sms',
      language,
      phone,
      identity: 'stated',
      story: '从纸质登记本补录的投诉',
      slots: {},
      anger: 0,
    },
    { catalogue: product.complaints.catalogue, now: clock.now(), id: ids.next('cmp'), createdBy: key, earlier: [] },
  );
  await product.store.complaints.insert({ ...complaint, marks: {} });
}
