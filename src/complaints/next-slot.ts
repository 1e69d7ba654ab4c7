import type { SlotQuestion } from './catalogue';
import type { SlotData, TypeData } from './catalogue-schema';
import type { ComplaintSlots } from './complaint';
import { say } from './template';

/**
 * First slot of the type's asking order that is neither filled nor, when optional, asked before. A customer who
 * cannot tell a needed one is not asked for ever: `skip:<slot>` in `asked` closes it.
 */
export function nextSlot(
  type: TypeData,
  slots: Readonly<ComplaintSlots>,
  asked: ReadonlySet<string>,
  subType: string | undefined,
): SlotQuestion | undefined {
  const filled = (slot: SlotData): boolean =>
    [slot.slot, ...slot.filled_by].some((name) => slots[name] !== undefined && slots[name] !== '');
  const open = (slot: SlotData): boolean => !asked.has(`skip:${slot.slot}`) && !(slot.optional && asked.has(slot.slot));
  const fits = (slot: SlotData): boolean =>
    (slot.only === undefined || slot.only.includes(subType ?? '')) && !slot.not_for.includes(subType ?? '');
  const next = type.slots.find((slot) => fits(slot) && !filled(slot) && open(slot));
  if (next === undefined) return undefined;
  return {
    slot: next.slot,
    optional: next.optional,
    question: (language) => say(next.question, language),
    choices: (language) => next.choices.map((choice) => ({ title: choice[language], say: choice[language] })),
  };
}
