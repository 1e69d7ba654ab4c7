import { dayOf } from '../src/complaints/when';
import { startOfShanghaiDay } from '../src/ports/calendar';
import { listOf } from '../src/wording/list-of';
import type { LastHandoff } from './desk-state';
import type { DeskTurn } from './desk-turn';
import { isShort } from './waiting-wish';

/** Says what a person agreed with the customer, by when somebody comes back to it, and the complaint numbers. */
export function sayAgreed(desk: DeskTurn, { agreed, followUpOn, numbers }: LastHandoff): void {
  const { language } = desk.state;
  if (agreed !== undefined) desk.sayKey('agent.agreed', { agreed });
  if (followUpOn !== undefined) {
    const day = dayOf(startOfShanghaiDay(followUpOn), desk.turn.now, language);
    desk.sayKey('agent.follow_up', { day });
  }
  if (numbers.length > 0) desk.sayKey('agent.numbers', { numbers: listOf(numbers, language) });
}

/** Asked what was agreed: the bot knows. @returns whether that was asked */
export function aboutAgreed(desk: DeskTurn): boolean {
  const { heard, state, services } = desk;
  if (!heard || !state.lastHandoff || !isShort(heard.text) || !services.cues.has('agreed', heard.text)) return false;
  const { agreed, followUpOn } = state.lastHandoff;
  if (agreed === undefined && followUpOn === undefined) desk.sayKey('agent.nothing_agreed');
  sayAgreed(desk, state.lastHandoff);
  return true;
}
