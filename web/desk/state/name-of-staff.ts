import type { DeskState } from './desk-state';

/** What colleagues call somebody; the staff name where it is not known. */
export const nameOfStaff = (state: DeskState, name: string): string => state.colleagues.get(name)?.displayName ?? name;
