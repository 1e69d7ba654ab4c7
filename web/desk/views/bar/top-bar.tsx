import { filled } from '../../../wording/wording';
import { useDesk } from '../../desk-context';
import { chosenOf, waitingForMe } from '../../state/groups';
import { hashOf, type Route } from '../../state/route';
import { PresenceMenu } from './presence-menu';
import { SettingsMenu } from './settings-menu';

/** Pages one may see, whether customers come, settings. */
export function TopBar() {
  const { state, wording } = useDesk();
  const role = state.me?.role;
  const pages: readonly (readonly [Route, string])[] = [
    [{ view: 'inbox' }, wording.nav.inbox],
    ...(role === 'admin' ? [] : [[{ view: 'complaints' }, wording.nav.complaints] as const]),
    ...(role === 'supervisor' ? [[{ view: 'live' }, wording.nav.live] as const] : []),
    ...(role === 'supervisor' || role === 'admin' ? [[{ view: 'audit' }, wording.nav.audit] as const] : []),
    ...(role === 'admin' ? [[{ view: 'outbox' }, wording.nav.outbox] as const] : []),
  ];
  const count = waitingForMe(state);
  const climbed = role === 'supervisor' ? (state.climbed?.inAll ?? 0) : 0;
  return (
    <header class="top">
      {chosenOf(state) || state.complaints.detail ? (
        <button type="button" class="skip" onClick={() => document.getElementById('chosen')?.focus()}>
          {wording.skip}
        </button>
      ) : null}
      <div class="brand">
        <img src={new URL('../../../shared/icon.svg', import.meta.url).href} alt="" width="28" height="28" />
        <h1>{wording.brand}</h1>
      </div>
      {pages.length > 1 ? (
        <nav aria-label={wording.nav.label}>
          {pages.map(([route, name]) => (
            <a
              key={route.view}
              href={hashOf(route)}
              aria-current={state.route.view === route.view ? 'page' : undefined}
            >
              {name}
              {route.view === 'inbox' && count > 0 && state.route.view !== 'inbox' ? (
                <span class="count alert">
                  {count}
                  <span class="only-heard">{filled(wording.inbox.unread, { n: count })}</span>
                </span>
              ) : null}
            </a>
          ))}
          {climbed > 0 ? (
            <a class="climbed" href={hashOf({ view: 'complaints', group: 'climbed' })}>
              {wording.complaints.groups.climbed}
              <span class="count alert">{climbed}</span>
            </a>
          ) : null}
        </nav>
      ) : null}
      <div class="tools">
        <PresenceMenu />
        <SettingsMenu />
      </div>
    </header>
  );
}
