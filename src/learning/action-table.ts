import type { CorrectiveAction } from './learning';

export type ActionState = 'open' | 'done' | 'dropped';
export type ActionAct = 'done' | 'drop' | 'note' | 'postpone';

/** What may be done to a corrective action in which state, and what it is afterwards. Anything else is refused. */
export const actionTable: Readonly<Record<ActionState, Readonly<Partial<Record<ActionAct, ActionState>>>>> = {
  open: { done: 'done', drop: 'dropped', note: 'open', postpone: 'open' },
  done: { note: 'done' },
  dropped: { note: 'dropped' },
};

export const stateOf = ({ doneAt, droppedAt }: Pick<CorrectiveAction, 'doneAt' | 'droppedAt'>): ActionState =>
  droppedAt !== undefined ? 'dropped' : doneAt !== undefined ? 'done' : 'open';

/** Still to be done although its day is over. @param today day of Asia/Shanghai */
export const isOverdue = (action: CorrectiveAction, today: string): boolean =>
  stateOf(action) === 'open' && action.dueOn < today;
