import type { SlotName } from '../src/complaints/complaint';
import type { Wording } from '../src/ports/wording';
import { monthText } from '../src/wording/dates';
import type { Draft } from './complaint-draft';
import type { DeskTurn } from './desk-turn';

const shown: readonly SlotName[] = [
  ...(['when', 'place', 'staff', 'item', 'service', 'amountFen', 'billMonth'] as const),
  ...(['since', 'frequency', 'tried', 'earlierNumber', 'promised'] as const),
];
/** A price named beside another grievance is no part of it. */
const aboutMoney: ReadonlySet<SlotName> = new Set(['item', 'amountFen', 'billMonth']);

/** The summary the customer confirms: only what was said. */
export function summaryOf(desk: DeskTurn, draft: Draft): Wording {
  const { catalogue } = desk.services;
  const { language } = desk.state;
  const money = draft.grievances.some(({ type }) => type === 'pricing_billing');
  const lines = draft.grievances.map(({ type, subType }) =>
    desk.wording('complaint.line_type', {
      name: catalogue.name(type, language),
      detail: subType ? catalogue.subTypeName(type, subType, language) : catalogue.grievance(type, language),
    }),
  );
  for (const slot of shown) {
    if (aboutMoney.has(slot) && !money) continue;
    if (slot === 'service' && money && draft.slots.service === draft.slots.item) continue;
    const value = slotWording(desk, draft, slot);
    if (value) lines.push(desk.wording('complaint.line', { name: catalogue.slotName(slot, language), value }));
  }
  if (draft.outcome) lines.push(desk.wording('complaint.line_outcome', { value: draft.outcome.words }));
  if (draft.phone) lines.push(desk.wording('complaint.line_phone', { phone: draft.phone }));
  else lines.push(desk.wording('complaint.line_anonymous'));
  if (draft.contact?.time) lines.push(desk.wording('complaint.line_contact', { value: draft.contact.time }));
  if (draft.evidence.length > 0) lines.push(desk.wording('complaint.line_evidence', { count: draft.evidence.length }));
  const join = (form: keyof Wording): string => lines.map((line) => line[form]).join(form === 'text' ? '\n' : ' ');
  return desk.wording('complaint.summary', { lines: { text: join('text'), speak: join('speak') } });
}

/** A slot as the customer reads it; a bill month by its name. */
export function slotWording(desk: DeskTurn, { slots }: Draft, slot: SlotName): Wording | undefined {
  const { language } = desk.state;
  if (slot !== 'billMonth') return desk.services.catalogue.slotValue(slot, slots, language);
  if (!slots.billMonth) return undefined;
  const month = monthText(slots.billMonth, language, desk.turn.now);
  return { text: month, speak: month };
}
