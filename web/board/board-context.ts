import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { BoardWords } from '../../src/desk/board-api';
import type { Colleague, DeskWords, Me } from '../../src/desk/desk-api';
import type { Language } from '../../src/ports/language';
import type { ToastList } from '../components/toasts';
import type { BoardWording } from '../wording/board/board-wording';
import type { BoardClient } from './client';
import type { Names } from './names';
import type { Settings } from './settings';
import type { Change, Route } from './state/route';

/** What every view may use. */
export interface BoardView {
  readonly me: Me;
  readonly route: Route;
  readonly client: BoardClient;
  readonly wording: BoardWording;
  readonly language: Language;
  readonly names: Names;
  /** Names and definitions; absent while they are on their way, and for whoever is no supervisor. */
  readonly words: BoardWords | undefined;
  readonly deskWords: DeskWords | undefined;
  readonly colleagues: readonly Colleague[];
  readonly settings: Settings;
  readonly toasts: ToastList;
  readonly set: (change: Partial<Settings>) => void;
  /** Another address of the same view: what is changed, `undefined` takes it out. */
  readonly change: (change: Change) => void;
  readonly help: () => void;
  readonly signOut: () => void;
}

export const BoardContext = createContext<BoardView | undefined>(undefined);

export function useBoard(): BoardView {
  const view = useContext(BoardContext);
  if (!view) throw new Error('A view of the board is drawn outside of BoardContext: put it below <App>.');
  return view;
}
