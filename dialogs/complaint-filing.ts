import { link } from '../src/complaints/amend';
import type { Complaint } from '../src/complaints/complaint';
import { fileComplaint } from '../src/complaints/file-complaint';
import { speakComplaintNumber } from '../src/complaints/number';
import { byWhen } from '../src/complaints/when';
import { maskPhone } from '../src/ports/mask';
import type { Wording } from '../src/ports/wording';
import { listOf } from '../src/wording/list-of';
import { amend } from './amend';
import type { Draft } from './complaint-draft';
import { filedIn } from './contact';
import type { DeskTurn } from './desk-turn';
import { disputedBill } from './disputed-bill';
import { considerPerson } from './handoff-dialog';
import { verifiedPhone } from './identity-dialog';
import { sayJoined } from './joining';
import { sendTextMessage } from './text-message';

/**
 * Records each grievance of the draft as a complaint, links them, tells the customer number and promise, and confirms
 * by text message. Run again after a crash it records nothing twice: a complaint carries the key of its
 * draft, every other act one of the turn.
 */
export async function fileDraft(
  desk: DeskTurn,
  draft: Draft,
  telling: 'aloud' | 'silently' = 'aloud',
): Promise<readonly Complaint[]> {
  const filed: Complaint[] = [];
  for (const [index] of draft.grievances.entries()) filed.push(await fileOne(desk, draft, index, filed));
  await linkBack(desk, filed);
  for (const complaint of filed) {
    desk.services.metrics.count('complaints_total', { type: complaint.type });
    desk.services.log.info(
      {
        conversationId: desk.turn.conversationId,
        complaintId: complaint.id,
        type: complaint.type,
        priority: complaint.priority,
      },
      'complaint filed',
    );
  }
  filedIn(
    desk,
    filed.map(({ number }) => number),
  );
  desk.state.complaints.push(...filed.map(({ id, number }) => ({ id, number })));
  delete desk.state.disputable;
  for (const file of desk.state.evidence) if (draft.evidence.includes(file.id)) file.attached = true;
  if (telling === 'aloud') await tell(desk, draft, filed);
  else sendNumbers(desk, draft, filed);
  return filed;
}

async function fileOne(
  desk: DeskTurn,
  draft: Draft,
  index: number,
  sameConversation: readonly Complaint[],
): Promise<Complaint> {
  const { services, state, turn } = desk;
  const { catalogue, complaints } = services;
  const grievance = draft.grievances[index];
  if (!grievance) throw new RangeError(`A draft has no grievance ${index}.`);
  const { phone } = draft;
  const since = turn.now - catalogue.standard.repeat.days * 86_400_000;
  const key = `${draft.key ?? turn.turnKey}:complaint:${index}`;
  const identity = !phone ? 'none' : phone === verifiedPhone(desk) ? 'verified' : 'stated';
  const bill = grievance.type === 'pricing_billing' ? await disputedBill(desk, draft) : undefined;
  return complaints.insert(
    fileComplaint(
      {
        type: grievance.type,
        subType: grievance.subType,
        candidates: grievance.candidates,
        conversationId: turn.conversationId,
        channel: turn.channel,
        language: state.language,
        phone,
        identity,
        story: draft.story.join('\n'),
        slots: draft.slots,
        wantedOutcome: draft.outcome,
        contact: draft.contact,
        evidence: draft.evidence,
        anger: draft.anger,
        threat: draft.threat,
        ...(grievance.problem && { problem: grievance.problem }),
        ...(bill && { bill }),
      },
      {
        catalogue,
        now: turn.now,
        id: services.ids.next('cmp'),
        createdBy: key,
        earlier: phone ? await complaints.ofPhone(phone, since, grievance.type) : [],
        sameConversation,
        mayHandle: services.mayHandle,
      },
    ),
  );
}

/** The later ones name the earlier ones when they are made; this names them the other way round. */
async function linkBack(desk: DeskTurn, filed: readonly Complaint[]): Promise<void> {
  for (const [index, complaint] of filed.entries()) {
    const later = filed.slice(index + 1);
    if (later.length === 0) continue;
    await amend(desk.services.complaints, complaint.id, (current) => ({
      ok: true,
      complaint: later.reduce((one, other) => link(one, other, 'same_conversation', { now: desk.turn.now }), current),
    }));
  }
}

async function tell(desk: DeskTurn, draft: Draft, filed: readonly Complaint[]): Promise<void> {
  const { catalogue } = desk.services;
  const { language } = desk.state;
  const lines = filed.map((complaint) =>
    desk.wording('complaint.filed_line', {
      name: complaint.subType
        ? catalogue.subTypeName(complaint.type, complaint.subType, language)
        : catalogue.name(complaint.type, language),
      number: numberOf(desk, complaint),
      owner: catalogue.ownerName(complaint.promise.owner, language),
      first: byWhen(complaint.promise.firstReplyBy, desk.turn.now, language),
      by: byWhen(complaint.promise.resolveBy, desk.turn.now, language),
    }),
  );
  desk.sayKey(filed.length > 1 ? 'complaint.filed_several' : 'complaint.filed');
  for (const line of lines) desk.say(line);
  await sayJoined(desk, filed);
  desk.state.promises.push(...lines.map(({ text }) => text));
  const repeat = filed.find(({ repeatCount }) => repeatCount > 0);
  if (repeat) desk.sayKey('complaint.repeat', { count: repeat.repeatCount });
  if (sendNumbers(desk, draft, filed)) desk.sayKey('complaint.sms_sent', { phone: maskPhone(draft.phone ?? '') });
  else if (!draft.phone) desk.sayKey('complaint.keep_number');
  if (draft.evidence.length === 0 && desk.capabilities.uploads) desk.sayKey('complaint.evidence_welcome');
  desk.say(catalogue.appeal(language));
  const disputed = filed.some(({ type }) => type === 'pricing_billing') ? draft.slots.amountFen : undefined;
  const repeatCount = Math.max(...filed.map((complaint) => complaint.repeatCount));
  const decision = considerPerson(desk, { disputeFen: disputed, repeatCount });
  if (decision) desk.sayKey('complaint.person_offered');
  const aboutTone = filed.some(({ type, slots }) => type === 'pricing_billing' && slots.item === 'ring_back_tone');
  for (const choice of ['ticket_status', ...(aboutTone ? ['cancel_tone'] : []), 'person'])
    desk.alsoOffer(desk.choice(choice));
}

const numberOf = (desk: DeskTurn, { number }: Complaint): Wording => ({
  text: number,
  speak: speakComplaintNumber(number, desk.state.language),
});

/** Acknowledges by text message; `false` when none can be sent. */
function sendNumbers(desk: DeskTurn, draft: Draft, filed: readonly Complaint[]): boolean {
  if (!draft.phone) return false;
  const text = desk.wording('complaint.sms', {
    numbers: listOf(
      filed.map(({ number }) => number),
      desk.state.language,
    ),
  }).text;
  return sendTextMessage(desk, 'sms', { to: draft.phone, text, kind: 'complaint' });
}
