import type { DeskState } from './desk-state';

/** What colleagues call somebody; the staff name where it is not known. */
export const nameOfStaff = (state: Pick<DeskState, 'colleagues'>, name: string): string =>
  state.colleagues.get(name)?.displayName ?? name;
