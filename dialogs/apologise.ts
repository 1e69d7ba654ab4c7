import { listOf } from '../src/wording/list-of';
import type { Draft, Grievance } from './complaint-draft';
import type { DeskTurn } from './desk-turn';
import { considerPerson } from './handoff-dialog';

/** One apology per grievance, in the customer's own terms, once. */
export function apologise(desk: DeskTurn, draft: Draft, grievances: readonly Grievance[]): void {
  const { catalogue } = desk.services;
  const { language } = desk.state;
  for (const { type, subType } of grievances)
    desk.say(catalogue.apology(type, subType, language, draft.anger, draft.slots));
  if (grievances.length > 1) {
    const names = grievances.map(({ type }) => catalogue.name(type, language));
    desk.sayKey(names.length > 2 ? 'complaint.several' : 'complaint.two', {
      names: listOf(names, language),
    });
  }
  offerPerson(desk, draft);
}

/** By the policy: at once, or offered once. */
export function offerPerson(desk: DeskTurn, draft: Draft): void {
  const decision = considerPerson(desk, {
    anger: draft.anger,
    threat: draft.threat,
    complaintTypes: draft.grievances[0]?.candidates ?? [],
  });
  if (decision?.mode === 'direct') desk.escalate(decision.reason);
  else if (decision) {
    desk.sayKey('complaint.person_offered');
    draft.offeredPerson = true;
  }
}

/** Named in passing, and a complaint of its own: none is dropped. */
export function addGrievance(desk: DeskTurn, draft: Draft, another: Grievance | undefined): void {
  if (!another) return;
  draft.grievances.push(another);
  apologise(desk, draft, [another]);
  desk.sayKey('complaint.another', { name: desk.services.catalogue.name(another.type, desk.state.language) });
}
