import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Me, SignInFailure } from '../../src/desk/desk-api';
import { SignIn } from '../components/sign-in';
import { ToastList, Toasts } from '../components/toasts';
import { keepPlace } from '../shared/after-sign-in';
import { session } from '../shared/ask-desk';
import { tellLife } from '../shared/sign-of-life';
import { applyTheme } from '../shared/theme';
import { boardWordings } from '../wording/board/board-wording';
import { BoardClient } from './client';
import { keepSettings, loadSettings, type Settings } from './settings';
import { Board } from './views/board';

/** Who sits here: nobody yet, the sign-in, or the board. */
export function App({ why: failure }: { why: SignInFailure | undefined }) {
  const [me, setMe] = useState<Me | 'starting' | undefined>('starting');
  const [why, setWhy] = useState<'ended' | SignInFailure | undefined>(failure);
  const [settings, setSettings] = useState<Settings>(loadSettings);
  const toasts = useMemo(() => new ToastList(), []);
  const client = useMemo(
    () =>
      new BoardClient(() => {
        client.forget();
        setWhy('ended');
        setMe(undefined);
      }),
    [],
  );
  const isSignedIn = me !== undefined && me !== 'starting';
  useEffect(() => (isSignedIn ? tellLife(client.sessionEnded) : undefined), [isSignedIn, client]);
  useEffect(() => {
    void session.me().then((answer) => setMe(answer.ok ? answer.value : undefined));
  }, []);
  const wording = boardWordings[settings.language];
  useEffect(() => {
    document.documentElement.lang = settings.language;
    applyTheme(settings.theme);
    keepSettings(settings);
  }, [settings]);
  if (me === 'starting') return <main class="entrance">{wording.state.loading}</main>;
  return (
    <>
      {me === undefined ? (
        <SignIn
          words={wording.signIn}
          why={why}
          leaving={keepPlace}
          signIn={async (name, password) => {
            const answer = await session.signIn({ name, password });
            if (!answer.ok) return answer.fault;
            setWhy(undefined);
            setMe(answer.value);
            return undefined;
          }}
        />
      ) : (
        <Board
          me={me}
          client={client}
          wording={wording}
          settings={settings}
          toasts={toasts}
          set={(change) => setSettings((before) => ({ ...before, ...change }))}
          signOut={async () => {
            await session.signOut();
            client.forget();
            setMe(undefined);
          }}
        />
      )}
      <Toasts list={toasts} closeLabel={wording.close} />
    </>
  );
}
