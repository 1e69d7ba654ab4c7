import { join } from 'node:path';
import { createComplaintActs } from '../../src/complaints/acts/create-complaint-acts';
import { type ClimbSettings, climbEntries } from '../../src/complaints/climbs/climb-entries';
import { lintClimbWording, loadClimbWording } from '../../src/complaints/climbs/climb-wording';
import { climbedTo } from '../../src/complaints/climbs/climbed-to';
import { createComplaintClockJob } from '../../src/complaints/complaint-clock-job';
import type { AgentProfile } from '../../src/handoff/agent';
import { loadRouting } from '../../src/handoff/routing-data';
import { silentLog } from '../../src/ports/log';
import { day, hour } from './example-complaint';
import { chen, li, office, ok, rules, wang } from './office';

const data = join(__dirname, '../../nlp-models');
const routing = loadRouting(join(data, 'handoff'));
const wording = loadClimbWording(join(data, 'complaints'));

const lead: AgentProfile = { name: 'lead', role: 'supervisor', ladder: 'team_lead', mail: 'lead@example.com' };
const manager: AgentProfile = { name: 'boss', role: 'supervisor', ladder: 'manager', mail: 'boss@example.com' };
const both: AgentProfile = { name: 'both', role: 'supervisor', mail: 'both@example.com' };
const other: AgentProfile = { ...lead, name: 'other', teams: ['technical'], mail: 'other@example.com' };

/** An office whose seniors get letters. */
function mailing(change: Partial<ClimbSettings> = {}) {
  const all = office();
  const { deps, clock, complaints } = all;
  const settings: ClimbSettings = {
    staff: () => [li, lead, other, manager],
    catalogue: rules,
    routing,
    wording,
    language: 'en',
    hasMail: true,
    link: (number) => `https://desk.example.com/desk#/complaints/${number}`,
    ...change,
  };
  const acts = createComplaintActs({
    ...deps,
    climbed: (before, after, now) => climbEntries(before, after, now, settings),
  });
  const job = createComplaintClockJob({ complaints, acts, clock, log: silentLog });
  const run = () => job.run(new AbortController().signal);
  const mails = () =>
    complaints.outbox.flatMap(({ kind, payload }) =>
      kind === 'mail' ? [payload as { to: string; subject: string; text: string }] : [],
    );
  async function pass(ms: number): Promise<void> {
    const end = clock.now() + ms;
    while (clock.now() < end) {
      clock.set(Math.min(end, clock.now() + hour));
      await run();
    }
  }
  return { ...all, acts, mails, pass, run };
}

describe('who stands where a complaint climbs to', () => {
  const names = (staff: readonly AgentProfile[], to: 1 | 2, owner = 'billing') =>
    climbedTo(staff, { to }, { owner }, routing).map(({ name }) => name);

  test('those marked for the step whose teams serve the department, and those without a mark', () => {
    expect(names([li, lead, manager, both, other], 1)).toEqual(['lead', 'both']);
    expect(names([li, lead, manager, both, other], 2)).toEqual(['boss', 'both']);
    expect(names([lead, other], 1, 'network')).toEqual(['lead', 'other']);
  });

  test('every supervisor where nobody stands', () => {
    expect(names([li, lead, other], 2)).toEqual(['lead', 'other']);
    expect(names([li], 1)).toEqual([]);
  });
});

describe('the ladder reaches people', () => {
  test('each step sends whoever stands there one letter, with nothing of the customer', async () => {
    const { file, mails, pass } = mailing();
    const { number, story, phone = '-' } = file({ type: 'pricing_billing' });
    await pass(20 * day);
    const sent = mails();
    expect(sent.map(({ to, subject }) => `${to} ${subject.replace(number, 'N')}`)).toEqual([
      'lead@example.com Complaint N is now with the team lead: 100% of the time to a first reply is used',
      'lead@example.com Complaint N is now with the team lead: 80% of the time to solve it is used',
      'boss@example.com Complaint N is now with the manager: 100% of the time to solve it is used',
      'boss@example.com Complaint N is now with the manager: day 12 of the answer by law',
      'boss@example.com Complaint N is now with the manager: day 14 of the answer by law',
      'boss@example.com Complaint N is now with the manager: day 15 of the answer by law',
    ]);
    for (const { text } of sent) {
      expect(text).toContain(`https://desk.example.com/desk#/complaints/${number}`);
      expect(text).toContain('Nobody has it yet');
      expect(text).not.toContain(story);
      expect(text).not.toContain(phone);
    }
  });

  test('two nodes and a restart send nothing twice, and a long sleep one letter', async () => {
    const { clock, complaints, deps, file, mails, run } = mailing();
    const { id } = file();
    clock.advance(100 * day);
    await Promise.all([run(), run()]);
    await createComplaintClockJob({ complaints, acts: createComplaintActs(deps), clock, log: silentLog }).run(
      new AbortController().signal,
    );
    await run();
    expect(mails().map(({ to }) => to)).toEqual(['boss@example.com']);
    expect(complaints.get(id).climbed).toMatchObject({ to: 2 });
  });

  test('opened again by the customer it goes to a senior, and a supervisor who sends it up gets no letter of it', async () => {
    const { acts, complaints, file, mails, tell } = mailing({
      staff: () => [li, { ...chen, mail: 'chen@example.com' }, both],
    });
    const { id } = file();
    await tell(id);
    ok(await acts.recheck(id, 'customer', false, '还是没退'));
    expect(complaints.get(id).climbed).toMatchObject({ to: 1, why: 'again' });
    expect(mails().map(({ to }) => to)).toEqual(['chen@example.com', 'both@example.com']);
    ok(await acts.escalate(id, chen, 'press'));
    expect(
      mails()
        .map(({ to }) => to)
        .slice(2),
    ).toEqual(['both@example.com']);
  });

  test('a note for the agent is no climb, also on a complaint that stands higher', async () => {
    const { acts, complaints, file, pass, mails } = mailing();
    const { id } = file();
    ok(await acts.escalate(id, chen, 'look'));
    ok(await acts.assign(id, chen, 'li'));
    expect(complaints.get(id).climbed).toBeUndefined();
    const before = mails().length;
    await pass(hour);
    expect(complaints.get(id).fired).toEqual(['first_reply:50#0']);
    expect(mails()).toHaveLength(before);
  });

  test('over a webhook codes and times only, and no letters where no mails are sent', async () => {
    const { complaints, file, pass } = mailing({ hasMail: false, webhookUrl: 'https://crm.example.com/climbed' });
    const { number } = file({ type: 'pricing_billing' });
    await pass(3 * hour);
    const [entry, ...more] = complaints.outbox.filter(({ kind }) => kind !== 'conversation');
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      kind: 'webhook',
      payload: {
        url: 'https://crm.example.com/climbed',
        body: { kind: 'complaint_climbed', complaint: { number, to: 'team_lead', why: 'first_reply:100' } },
      },
    });
  });
});

describe('it waits for somebody', () => {
  test.each([
    ['taken', async (acts, id) => acts.assess(id, wang, office().assessment)],
    ['given to somebody', async (acts, id) => acts.assign(id, chen, 'li')],
    ['withdrawn', async (acts, id) => acts.withdraw(id, 'customer')],
  ] satisfies [string, (acts: ReturnType<typeof office>['acts'], id: string) => Promise<unknown>][])(
    'until it is %s',
    async (_, act) => {
      const { acts, complaints, file, pass } = office();
      const { id } = file();
      await pass(3 * hour);
      expect(complaints.get(id).climbed).toMatchObject({ to: 1, why: 'first_reply:100#0' });
      await act(acts, id);
      expect(complaints.get(id)).not.toHaveProperty('climbed');
      expect(complaints.get(id).level).toBe(1);
    },
  );

  test('until it is answered, not while its handler goes on with it', async () => {
    const { acts, assessment, complaints, file, pass } = office();
    const { id } = file();
    ok(await acts.assess(id, li, assessment));
    await pass(5 * day);
    expect(complaints.get(id).climbed).toBeDefined();
    ok(await acts.investigate(id, li));
    expect(complaints.get(id).climbed).toBeDefined();
    ok(await acts.answer(id, li, { text: '已退回6元。', cause: 'ordered_without_consent' }));
    expect(complaints.get(id)).not.toHaveProperty('climbed');
  });
});

test('the letter speaks of nothing that nobody fills in', () => {
  expect(lintClimbWording(join(data, 'complaints'))).toEqual([]);
});
