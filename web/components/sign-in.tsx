import { useEffect, useRef, useState } from 'preact/hooks';
import type { SignInFailure, SignInWays } from '../../src/desk/desk-api';
import { longest } from '../../src/desk/longest';
import { type ApiFault, session } from '../shared/ask-desk';
import type { StaffWording } from '../wording/staff/staff-wording';
import { filled } from '../wording/wording';

export interface SignInProps {
  readonly words: StaffWording['signIn'];
  readonly why: 'ended' | SignInFailure | undefined;
  /** One leaves for the company's own sign-in. */
  readonly leaving?: () => void;
  /** @returns why not */
  readonly signIn: (name: string, password: string) => Promise<ApiFault | undefined>;
}

/** Name and password, or the company's own sign-in where one is set up. */
export function SignIn({ words, why, leaving, signIn }: SignInProps) {
  const [ways, setWays] = useState<SignInWays | undefined>();
  const [fault, setFault] = useState<ApiFault | undefined>();
  const [working, setWorking] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void session.signInWays().then((answer) => setWays(answer.ok ? answer.value : { password: true }));
  }, []);
  // All of it at once: a form that moves down while somebody fills it in loses the press.
  useEffect(() => name.current?.focus(), [ways]);

  const submit = async (event: Event) => {
    event.preventDefault();
    setWorking(true);
    const refused = await signIn(name.current?.value ?? '', password.current?.value ?? '');
    if (!refused) return;
    setWorking(false);
    setFault(refused);
    if (!password.current) return;
    password.current.value = '';
    password.current.focus();
  };
  const said = fault
    ? faultText(fault, words)
    : why === 'ended'
      ? words.ended
      : why
        ? words.companyFault[why]
        : undefined;
  return (
    <main class="entrance">
      <div class="card sign-in">
        <img src={new URL('../shared/icon.svg', import.meta.url).href} alt="" width="44" height="44" />
        <h1>{words.title}</h1>
        <p class="fault" role="alert" hidden={said === undefined}>
          {said}
        </p>
        {ways?.oidc === undefined ? null : (
          <a class="strong wide" href="/desk/oidc/start" onClick={leaving}>
            {filled(words.company, { name: ways.oidc })}
          </a>
        )}
        {ways?.oidc !== undefined && ways.password ? <p class="or">{words.or}</p> : null}
        {ways?.password ? (
          <form onSubmit={submit}>
            <label class="field">
              <span>{words.name}</span>
              <input
                ref={name}
                id="name"
                name="name"
                autocomplete="username"
                autocapitalize="none"
                spellcheck={false}
                maxLength={longest.name}
                required
              />
            </label>
            <label class="field">
              <span>{words.password}</span>
              <input
                ref={password}
                id="password"
                name="password"
                type="password"
                autocomplete="current-password"
                maxLength={longest.password}
                required
              />
            </label>
            <button type="submit" class={ways.oidc === undefined ? 'strong wide' : 'quiet wide'} disabled={working}>
              {working ? words.working : words.submit}
            </button>
          </form>
        ) : null}
      </div>
    </main>
  );
}

function faultText({ status, retryAfterSeconds }: ApiFault, words: SignInProps['words']): string {
  if (status === 423) return filled(words.locked, { minutes: Math.ceil(retryAfterSeconds / 60) });
  if (status === 429) return filled(words.tooMany, { seconds: retryAfterSeconds });
  return status === 0 || status >= 500 ? words.unavailable : words.wrong;
}
