import { useEffect, useMemo, useState } from 'preact/hooks';
import type { SignInFailure } from '../../src/desk/desk-api';
import { SignIn } from '../components/sign-in';
import { type ToastList, Toasts } from '../components/toasts';
import { tellLife } from '../shared/sign-of-life';
import { applyTheme } from '../shared/theme';
import { deskWordings } from '../wording/desk/desk-wording';
import { filled } from '../wording/wording';
import type { ComplaintDesk } from './complaint-desk';
import type { Desk } from './desk';
import { DeskContext, type DialogName } from './desk-context';
import { keepSettings, type Settings } from './settings';
import type { DeskChange, DeskState } from './state/desk-state';
import { waitingForMe } from './state/groups';
import type { Store } from './state/store';
import { useShortcuts } from './use-shortcuts';
import { Workplace } from './views/workplace';

export interface AppProps {
  readonly store: Store<DeskState, DeskChange>;
  readonly desk: Desk;
  readonly complaints: ComplaintDesk;
  readonly toasts: ToastList;
  readonly start: Settings;
  /** Told of every change, so that what runs beside the views (sound, notifications) follows. */
  readonly onSettings: (settings: Settings) => void;
  /** Why one stands before the sign-in. */
  readonly why: () => 'ended' | SignInFailure | undefined;
}

export function App({ store, desk, complaints, toasts, start, onSettings, why }: AppProps) {
  const [state, setState] = useState(store.get());
  const [settings, setSettings] = useState(start);
  const [dialog, ask] = useState<DialogName | undefined>();
  useEffect(() => {
    setState(store.get());
    return store.subscribe((next) => setState(next));
  }, [store]);
  const wording = deskWordings[settings.language];
  useEffect(() => {
    document.documentElement.lang = settings.language;
    applyTheme(settings.theme);
    onSettings(settings);
  }, [settings, onSettings]);
  const { phase } = state;
  useEffect(() => (phase === 'signed_in' ? tellLife((fault) => desk.fault(fault)) : undefined), [phase, desk]);
  const waiting = phase === 'signed_in' ? waitingForMe(state) : 0;
  useEffect(() => {
    document.title = waiting === 0 ? wording.title : filled(wording.unread, { n: waiting, title: wording.title });
  }, [waiting, wording]);
  const set = useMemo(
    () => (change: Partial<Settings>) =>
      setSettings((before) => {
        const after = { ...before, ...change };
        keepSettings(after);
        return after;
      }),
    [],
  );
  const view = { state, desk, complaints, wording, language: settings.language, settings, toasts, set, ask };
  useShortcuts(view, dialog);
  return (
    <DeskContext.Provider value={view}>
      {phase === 'signed_in' ? <Workplace dialog={dialog} /> : null}
      {phase === 'starting' ? <main class="entrance">{wording.loading}</main> : null}
      {phase === 'signed_out' ? (
        <SignIn words={wording.signIn} why={why()} signIn={(name, password) => desk.signIn(name, password)} />
      ) : null}
      <Toasts list={toasts} closeLabel={wording.close} />
    </DeskContext.Provider>
  );
}
