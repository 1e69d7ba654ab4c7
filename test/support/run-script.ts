import { type AccountGateway, AccountUnavailable } from '../../src/ports/account-gateway';
import { maskPhone } from '../../src/ports/mask';
import type { Understander } from '../../src/understanding/understanding';
import { type AgentStep, agentActs } from './agent-step';
import { type ComplaintStep, complaintGoesOn } from './complaint-step';
import { asksForNumber, type Customer, type Heard, masked, type ScriptChannel } from './customer';
import { startDesk, type TestDesk } from './desk';
import { problemGoesOn, problemSaid } from './problem-step';
import type { Script } from './script';
import { smsCustomer } from './sms-customer';
import { voiceCustomer } from './voice-customer';
import { webCustomer } from './web-customer';

type Step = Script['steps'][number];

export interface ScriptRun {
  readonly dir: string;
  readonly understander: Understander;
  readonly channel: ScriptChannel;
  /** Calls with a number; by text message there always is one. */
  readonly numberKnown?: boolean;
}

/** One exchange as it went, for the snapshots. */
export interface Exchange {
  /** From 1, as in the script; 0: before the customer's first words. */
  readonly step: number;
  readonly said: string;
  readonly shown: string;
}

/** Who writes where the script names no number, and whoever comes after that. */
const someNumbers = ['13800000007', '13900000001', '13900000002', '13900000003'];
const bareNumber = /^(?:我的号码是)?1[3-9]\d[\d ]{8,10}$/;
const asksNumber = /手机号|手機號|mobile number/;

/** Runs a script on one channel. @throws Error naming the step that went otherwise */
export async function runScript(script: Script, { dir, understander, ...way }: ScriptRun): Promise<Exchange[]> {
  const { channel } = way;
  const away = { down: false };
  const desk = startDesk({ dir, understander, at: script.at, accounts: (gateway) => switched(gateway, away) });
  const exchanges: Exchange[] = [];
  try {
    const come = customers(desk, script, way);
    let customer = await come(script.locale);
    let heard = await customer.begin();
    exchanges.push({ step: 0, said: '', shown: heard.shown });
    const numbers = new Set<string>();
    let number = '';
    for (const [index, step] of script.steps.entries()) {
      if (step.channels && !step.channels.includes(channel)) continue;
      if (step.fresh) {
        customer = await come(step.locale ?? script.locale);
        await customer.begin();
      }
      if (step.accounts) away.down = step.accounts === 'down';
      const isNumber = step.answers === 'number' || bareNumber.test(step.user ?? '');
      const asks = await asksForNumber(desk, customer.conversationId);
      // Nobody asked for it, as the channel tells it: what the answer was to bring has been said already.
      const known = isNumber && customer.ownNumber !== undefined && !asks;
      if (!known || !meets(expected(step, customer, false), heard)) {
        const words = fill(step.user ?? '', number, desk);
        if (step.agent) await agentActs(desk, customer.conversationId, step.agent);
        if (step.complaint) await complaintGoesOn(desk, number, step.complaint);
        if (step.problem) await problemGoesOn(desk, step.problem);
        heard = await act(customer, step, words, index);
        exchanges.push({
          step: index + 1,
          said: words || step.files.join(', ') || othersSaid(step),
          shown: heard.shown,
        });
      }
      for (const [found] of heard.text.matchAll(/C\d{8}-\d{4,}-\d/g)) {
        // Questions show an example of a number; only what is on record counts.
        if (!(await desk.store.complaints.byNumber(found))) continue;
        numbers.add(found);
        number = found;
      }
      check(index, expected(step, customer, await asksForNumber(desk, customer.conversationId)), heard);
    }
    await checkRecords(script, desk, customer, [...numbers]);
    return exchanges;
  } finally {
    await desk.close();
  }
}

/** One customer after the other: the first by the first number the script names. */
function customers(
  desk: TestDesk,
  script: Script,
  { channel, numberKnown }: Pick<ScriptRun, 'channel' | 'numberKnown'>,
): (locale: string) => Promise<Customer> {
  const named = script.steps.flatMap(({ user = '' }) => user.replace(/ /g, '').match(/1[3-9]\d{9}/g) ?? [])[0];
  const [usual = '', ...others] = someNumbers;
  const numbers = [named ?? usual, ...others];
  let calls = 0;
  return async (locale) => {
    calls += 1;
    const number = numbers[calls - 1] ?? usual;
    if (channel === 'sms') return smsCustomer(desk, number);
    const callId = `CA${calls}`;
    if (channel === 'voice') return voiceCustomer(desk, { locale, callId, ...(numberKnown && { from: number }) });
    return webCustomer(desk, { locale });
  };
}

function act(customer: Customer, { user, files, wait = 0, burst, locale }: Step, words: string, index: number) {
  if (user === undefined && files.length === 0) return customer.wait(wait * 1000);
  return customer.say(words, {
    burst,
    files: files.map((name, at) => ({ id: `att_test_${index}_${at}`, name, contentType: 'image/png' })),
    ...(locale && { locale }),
  });
}

function othersSaid({ agent, complaint, problem, wait = 0 }: Step): string {
  if (problem) return problemSaid(problem);
  const act = agent ?? complaint;
  return act ? deskSaid(act) : `(${wait} s)`;
}

/** What the people at the desk did, for the snapshots. */
export const deskSaid = ({ who, ...act }: AgentStep | ComplaintStep): string =>
  `(${who}: ${Object.entries(act)
    .map(([name, value]) => (value === true ? name : value))
    .join(', ')})`;

const fill = (text: string, number: string, desk: TestDesk): string =>
  text
    .replace('{number}', number)
    .replace('{digits}', number.replace(/\D/g, ''))
    .replace('{code}', () => desk.lastCode())
    .replace('{wrongCode}', () => (desk.lastCode() === '000000' ? '000001' : '000000'));

/**
 * What a channel that tells the number does otherwise: it does not ask for the number, does not say where a text message
 * goes (it is the answer), and shows nobody's number in full.
 */
function expected(step: Step, { ownNumber, channel }: Customer, asked: boolean): Step {
  if (ownNumber === undefined) return step;
  const own = maskPhone(ownNumber);
  const bot = step.bot
    .filter((word) => (asked || !asksNumber.test(word)) && word !== own)
    .map((word) => (channel === 'sms' ? masked(word) : word));
  return { ...step, bot };
}

const meets = ({ bot }: Step, { text }: Heard): boolean => bot.every((word) => text.includes(word));

function check(index: number, step: Step, { text, choices, shown }: Heard): void {
  const where = `step ${index + 1} (${step.user ?? 'waiting'})\n${shown}\n`;
  for (const word of step.bot) if (!text.includes(word)) throw new Error(`Missing “${word}” in ${where}`);
  for (const word of step.not) if (text.includes(word)) throw new Error(`Unwanted “${word}” in ${where}`);
  for (const choice of step.choices)
    if (!choices.includes(choice)) throw new Error(`No choice “${choice}” in ${where}`);
  if (step.silent && text !== '') throw new Error(`Not silent: ${where}`);
  if (!step.silent && !step.burst && text === '') throw new Error(`No reply: ${where}`);
}

async function checkRecords(
  script: Script,
  desk: TestDesk,
  { conversationId, ownNumber }: Customer,
  numbers: readonly string[],
): Promise<void> {
  const found = await Promise.all(numbers.map((number) => desk.store.complaints.byNumber(number)));
  const stored = found.filter((complaint) => complaint !== undefined);
  if (script.complaints) {
    expect(stored.map(({ type }) => type)).toEqual(script.complaints.map(({ type }) => type));
    for (const [index, expected] of script.complaints.entries()) {
      const found = stored[index];
      expect(found).toMatchObject({
        type: expected.type,
        slots: expected.slots,
        ...(expected.subType && { subType: expected.subType }),
        ...(expected.status && { status: expected.status }),
        ...(expected.repeatCount !== undefined && { repeatCount: expected.repeatCount }),
        ...(expected.anger !== undefined && { anger: expected.anger }),
        ...(expected.priority !== undefined && { priority: expected.priority }),
        ...(typeof expected.phone === 'string' && { phone: expected.phone }),
      });
      if (expected.phone === null) expect([undefined, ownNumber]).toContain(found?.phone);
      if (expected.evidence !== undefined) expect(found?.evidence).toHaveLength(expected.evidence);
      if (expected.outcome) expect(found?.wantedOutcome?.kind).toBe(expected.outcome);
      for (const part of expected.story) expect(found?.story).toContain(part);
      if (expected.additions) expect(found?.additions.map(({ text }) => text)).toEqual(expected.additions);
      if (expected.contact) expect(found?.contact?.time).toContain(expected.contact);
      if (expected.linked !== undefined) expect(found?.linked).toHaveLength(expected.linked);
    }
  }
  const sent = desk.inbox().map(({ text }) => text);
  // By text message, the reply is the confirmation.
  if (ownNumber === undefined)
    for (const part of script.sms) expect(sent).toContainEqual(expect.stringContaining(part));
  await checkSurvey(script, desk);
  if (script.handoff === undefined) return;
  const [waiting, ...more] = (await desk.store.handoffs.list(['waiting', 'call_back_booked'], 10)).filter(
    (entry) => entry.conversationId === conversationId,
  );
  expect(more).toHaveLength(0);
  if (script.handoff === null) return expect(waiting).toBeUndefined();
  expect(waiting).toMatchObject({ reason: script.handoff.reason, status: script.handoff.status });
  for (const part of script.handoff.brief) expect(JSON.stringify(waiting?.brief)).toContain(part);
}

async function checkSurvey({ survey }: Script, { store }: TestDesk): Promise<void> {
  if (!survey) return;
  const told = (await store.records.list('survey', 10)).toReversed();
  expect(told[0]).toMatchObject({ data: { score: survey.score } });
  if (survey.words !== undefined) expect(told.map(({ data }) => data['words'])).toContain(survey.words);
}

/** The same gateway, or an outage. */
function switched(gateway: AccountGateway, away: { down: boolean }): AccountGateway {
  const guard =
    <Arguments extends unknown[], Result>(name: string, call: (...args: Arguments) => Promise<Result>) =>
    (...args: Arguments): Promise<Result> =>
      away.down ? Promise.reject(new AccountUnavailable(name)) : call(...args);
  return {
    subscriber: guard('subscriber', gateway.subscriber),
    bills: guard('bills', gateway.bills),
    dataUsage: guard('dataUsage', gateway.dataUsage),
    services: guard('services', gateway.services),
    perform: guard('perform', gateway.perform),
  };
}
