import { type Complaint, complaintStatuses, isEnded } from '../../complaints/complaint';
import type { DataRequest } from '../../data-requests/data-request';
import type { DataRequests } from '../../data-requests/data-requests';
import type { KnownProblems } from '../../known-problems/known-problems';
import { maskPhone } from '../../ports/mask';
import type { BoardToday, OwnDataRequest } from '../board-api';
import type { ComplaintLine } from '../complaint-api';
import { complaintLine } from '../complaints/complaint-line';
import { asHeld } from '../complaints/staffing';
import type { DeskContext } from '../desk-context';

const open = complaintStatuses.filter((status) => !isEnded(status));
const omissionsShown = 200;
const deadlinesShown = 50;
/** Counted one by one by the store; more say the same. */
const mostCounted = 9_999;

/** What the board asks of known problems. */
export type BoardProblems = Pick<KnownProblems, 'list' | 'counts'>;

/** What the board asks of requests for own data. */
export type BoardOwnData = Pick<DataRequests, 'open' | 'answer'>;

type Context = Pick<DeskContext, 'complaints' | 'catalogue' | 'clock' | 'due' | 'isHere' | 'outbox'>;

/** What was left out first, then what runs out next: live, from what is stored (see `DueWatch`). */
export async function boardToday(
  context: Context,
  problems?: BoardProblems,
  ownData?: BoardOwnData,
): Promise<BoardToday> {
  const { complaints, due, outbox, clock } = context;
  const [view, inAll, senior, dead, current, requests] = await Promise.all([
    due.view(),
    complaints.count({ statuses: open }, mostCounted),
    complaints.count({ statuses: open, level: 1 }, mostCounted),
    outbox.counts(),
    problems ? currentProblems(problems) : [],
    ownData ? ownData.open() : [],
  ]);
  return {
    now: clock.now(),
    omissions: view.omissions.slice(0, omissionsShown).map((one) => asHeld(one, context)),
    omissionsInAll: view.omissions.length,
    deadlines: await deadlineLines(context, view.deadlines.slice(0, deadlinesShown)),
    deadlinesInAll: view.deadlines.length,
    approvals: view.approvals,
    senior,
    open: inAll,
    problems: current,
    deadLetters: dead.dead,
    ownData: requests.map(ownDataRequest),
  };
}

/** Without the customer's number. */
export const ownDataRequest = ({ number, what, channel, language, askedAt, dueAt, phone = '' }: DataRequest) =>
  ({ number, what, channel, language, askedAt, dueAt, phone: maskPhone(phone) }) satisfies OwnDataRequest;

/** Suggested ones wait for a supervisor's word. */
async function currentProblems(problems: BoardProblems): Promise<BoardToday['problems']> {
  const all = await problems.list();
  return Promise.all(
    all
      .filter(({ status }) => status !== 'dismissed' && status !== 'closed')
      .map(async (problem) => {
        const { id, number, status } = problem;
        return { id, number, status, attached: (await problems.counts(problem)).all };
      }),
  );
}

/** As they stand now, since somebody may have ended one, or done what it owed, or left, meanwhile. */
export async function deadlineLines(
  { complaints, catalogue, clock, isHere }: Pick<DeskContext, 'complaints' | 'catalogue' | 'clock' | 'isHere'>,
  deadlines: readonly { readonly id: string }[],
): Promise<ComplaintLine[]> {
  const now = clock.now();
  const read = await Promise.all(deadlines.map(({ id }) => complaints.byId(id)));
  return read
    .filter((complaint): complaint is Complaint => complaint !== undefined)
    .map((complaint) => complaintLine(asHeld(complaint, { isHere }), catalogue, now))
    .filter(({ clock, owed }) => clock !== undefined || owed !== undefined);
}
