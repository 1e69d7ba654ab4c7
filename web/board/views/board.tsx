import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { BoardWords } from '../../../src/desk/board-api';
import type { Colleagues, DeskWords, Me } from '../../../src/desk/desk-api';
import type { ToastList } from '../../components/toasts';
import type { BoardWording } from '../../wording/board/board-wording';
import { filled } from '../../wording/wording';
import { BoardContext, type BoardView } from '../board-context';
import type { BoardClient } from '../client';
import { Names } from '../names';
import type { Settings } from '../settings';
import { hashOf, type Route, routeOf } from '../state/route';
import { useClimbed } from '../use-climbed';
import { useShortcuts } from '../use-shortcuts';
import { useWords } from '../use-words';
import { Forbidden } from './frame/forbidden';
import { ShortcutsDialog } from './frame/shortcuts-dialog';
import { TopBar } from './frame/top-bar';
import { pages } from './pages';

export interface BoardProps {
  readonly me: Me;
  readonly client: BoardClient;
  readonly wording: BoardWording;
  readonly settings: Settings;
  readonly toasts: ToastList;
  readonly set: (change: Partial<Settings>) => void;
  readonly signOut: () => Promise<void>;
}

/** Whoever comes without an address: supervisors to the day, others to what is theirs. */
const routeFor = ({ role }: Me): Route =>
  /^#\/[a-z]/.test(location.hash) || role === 'supervisor' ? routeOf(location.hash) : routeOf('#/learning');

/** The board of whoever is signed in: bar, and the view the address names. */
export function Board({ me, client, wording, settings, toasts, set, signOut }: BoardProps) {
  const [route, setRoute] = useState(() => routeFor(me));
  const [isHelpOpen, setHelpOpen] = useState(false);
  useEffect(() => {
    const moved = () => setRoute(routeFor(me));
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, [me]);
  const { language } = settings;
  const isSupervisor = me.role === 'supervisor';
  const words = useWords<BoardWords>(client, isSupervisor ? 'board/words' : undefined);
  const deskWords = useWords<DeskWords>(client, 'words');
  const colleagues = useWords<Colleagues>(client, 'colleagues')?.colleagues ?? [];
  const names = useMemo(
    () => new Names({ board: words, desk: deskWords, colleagues, wording, language }),
    [words, deskWords, colleagues, wording, language],
  );
  const climbed = useClimbed(isSupervisor, client, ([first, ...others]) => {
    if (first) toasts.show('fault', filled(wording.climbed.told, { number: first.number, n: others.length + 1 }));
  });
  const { view } = route;
  const isFirst = useRef(true);
  const viewName = wording.nav[view];
  useEffect(() => {
    document.title = filled(wording.title, { view: viewName });
  }, [wording, viewName]);
  useEffect(() => {
    // Whoever goes to another view reads on from its heading; the first one is read from the top of the page.
    if (isFirst.current) isFirst.current = false;
    else document.getElementById('heading')?.focus();
  }, [view]);
  const board: BoardView = {
    me,
    route,
    client,
    wording,
    language,
    names,
    words,
    deskWords,
    colleagues,
    settings,
    toasts,
    set,
    change: (change) => {
      // The address may be ahead of what is drawn: of two filters set in a row both count.
      const { view, query } = routeFor(me);
      location.hash = hashOf(view, query, change);
    },
    help: () => setHelpOpen(true),
    signOut: () => void signOut(),
  };
  useShortcuts(board, isHelpOpen);
  const Page = pages[view];
  return (
    <BoardContext.Provider value={board}>
      <div class="board">
        <TopBar climbed={climbed?.inAll ?? 0} />
        {isSupervisor || view === 'learning' ? <Page key={view} /> : <Forbidden />}
      </div>
      {isHelpOpen ? <ShortcutsDialog onClose={() => setHelpOpen(false)} /> : null}
    </BoardContext.Provider>
  );
}
