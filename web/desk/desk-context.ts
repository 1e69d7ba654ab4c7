import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../../src/ports/language';
import type { ToastList } from '../components/toasts';
import type { DeskWording } from '../wording/desk/desk-wording';
import type { ComplaintDesk } from './complaint-desk';
import type { Desk } from './desk';
import type { Settings } from './settings';
import type { DeskState } from './state/desk-state';

/** What every view may use. */
export interface DeskView {
  readonly state: DeskState;
  readonly desk: Desk;
  readonly complaints: ComplaintDesk;
  readonly wording: DeskWording;
  readonly language: Language;
  readonly settings: Settings;
  readonly toasts: ToastList;
  readonly set: (change: Partial<Settings>) => void;
  /** Opens one of the dialogs about the customer that is open. */
  readonly ask: (dialog: DialogName | undefined) => void;
}
export type DialogName = 'transfer' | 'reassign' | 'note' | 'whisper' | 'call_back' | 'finish' | 'reveal' | 'shortcuts';

export const DeskContext = createContext<DeskView | undefined>(undefined);

export function useDesk(): DeskView {
  const view = useContext(DeskContext);
  if (!view) throw new Error('A view of the desk is drawn outside of DeskContext: put it below <App>.');
  return view;
}

/** The server's clock, as far as we know it. */
export const serverNow = (state: DeskState): number => Date.now() + state.skew;
