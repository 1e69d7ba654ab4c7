import type { Activity } from 'botbuilder';
import type { Complaint } from '../src/complaints/complaint';
import { composeBrief } from '../src/handoff/brief';
import type { Brief, HandoffReason } from '../src/handoff/handoff';
import { AccountUnavailable, type Subscriber } from '../src/ports/account-gateway';
import type { Draft } from './complaint-draft';
import type { DeskTurn } from './desk-turn';
import { verifiedPhone } from './identity-dialog';

const earlierMs = 365 * 86_400_000;

/**
 * Everything this conversation knows, for the person who takes over.
 * @param subscriber {@link provenSubscriber}
 */
export async function briefFor(
  desk: DeskTurn,
  reason: HandoffReason,
  draft: Draft | undefined,
  subscriber: Pick<Subscriber, 'name'> | undefined,
): Promise<Brief> {
  const { services, state, turn, heard } = desk;
  const own = await Promise.all(state.complaints.map(({ id }) => services.complaints.byId(id)));
  const complaints = own.filter((complaint): complaint is Complaint => complaint !== undefined);
  const phone = verifiedPhone(desk) ?? draft?.phone ?? state.statedPhone ?? turn.ownNumber;
  const verified = verifiedPhone(desk);
  const earlier = phone ? await services.complaints.ofPhone(phone, turn.now - earlierMs) : [];
  const main = complaints.at(-1);
  const name = subscriber?.name;
  const {
    services: { openings },
  } = desk;
  return composeBrief(
    {
      reason,
      channel: turn.channel,
      language: state.language,
      customer: {
        ...(phone && { phone }),
        ...(name && { name }),
        identity: verified ? 'verified' : phone ? 'stated' : 'none',
        ...(state.age !== undefined && { age: state.age }),
      },
      intent: main
        ? `complaint.${main.type}`
        : heard && heard.intent !== 'agent.request'
          ? heard.intent
          : (state.answered.at(-1) ?? 'None'),
      complaintTypes: main ? main.candidates : (heard?.complaintTypes ?? []),
      subType: main?.subType,
      slots: draft?.slots ?? main?.slots ?? {},
      wantedOutcome: draft?.outcome ?? main?.wantedOutcome,
      answered: state.answered,
      mood: state.mood,
      promises: state.promises,
      complaints: [...complaints, ...earlier.filter(({ id }) => !complaints.some((known) => known.id === id))],
      attachments: state.evidence.map(({ id, name, contentType }) => ({ id, name, contentType })),
      transcript: await transcriptOf(desk),
      evidenceSpans: state.spans ?? [],
      notUnderstood: state.missed ?? [],
    },
    services.catalogue,
    openings,
  );
}

/** What the business system knows of the number that was proved; `undefined` without one, or while it does not answer. */
export async function provenSubscriber(desk: DeskTurn): Promise<Subscriber | undefined> {
  const phone = verifiedPhone(desk);
  if (phone === undefined) return undefined;
  try {
    return await desk.services.accounts.subscriber(phone);
  } catch (error) {
    if (error instanceof AccountUnavailable) return undefined;
    throw error;
  }
}

/** A person who had the conversation before spoke as themselves. */
const speakerOf = ({ from }: Partial<Activity>): 'agent' | 'bot' => (from?.id?.startsWith('agent:') ? 'agent' : 'bot');

/** What was said so far, this very message included. */
async function transcriptOf(desk: DeskTurn): Promise<Brief['transcript']> {
  const lines = (await desk.turn.transcript(500)).flatMap(({ at, direction, activity }) =>
    activity.text
      ? [{ at, from: direction === 'in' ? ('customer' as const) : speakerOf(activity), text: activity.text }]
      : [],
  );
  const last = lines.at(-1);
  const said = desk.heard?.text;
  return said && !(last?.from === 'customer' && last.text === said)
    ? [...lines, { at: desk.turn.now, from: 'customer', text: said }]
    : lines;
}
