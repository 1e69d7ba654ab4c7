import { useEffect, useRef } from 'preact/hooks';
import { SettingsMenu } from '../../../components/settings-menu';
import { useBoard } from '../../board-context';
import { viewKeys } from '../../shortcuts';
import { carried, hashOf } from '../../state/route';

/** The views one may see, what has climbed to whoever looks, the way to the desk, settings. */
export function TopBar({ climbed }: { climbed: number }) {
  const pages = useRef<HTMLElement>(null);
  const { me, route, wording, settings, set, help, signOut } = useBoard();
  // On a phone the pages scroll sideways: the one that is open is in sight.
  useEffect(() => {
    const open = pages.current?.querySelector<HTMLElement>('[aria-current]');
    if (open) pages.current?.scrollTo(open.offsetLeft - (pages.current.clientWidth - open.clientWidth) / 2, 0);
  }, [route.view]);
  const filter = carried(route.query);
  const shown = me.role === 'supervisor' ? viewKeys : viewKeys.filter((view) => view === 'learning');
  return (
    <header class="top">
      <button type="button" class="skip" onClick={() => document.getElementById('heading')?.focus()}>
        {wording.skip}
      </button>
      <div class="brand">
        <img src={new URL('../../../shared/icon.svg', import.meta.url).href} alt="" width="28" height="28" />
        <h1>{wording.brand}</h1>
      </div>
      <nav ref={pages} aria-label={wording.nav.label}>
        {shown.map((view) => (
          <a key={view} href={hashOf(view, filter)} aria-current={route.view === view ? 'page' : undefined}>
            {wording.nav[view]}
          </a>
        ))}
      </nav>
      <div class="tools">
        {climbed > 0 ? (
          <a class="quiet" href="/desk#/complaints?group=climbed">
            {wording.climbed.name}
            <span class="count alert">{climbed}</span>
          </a>
        ) : null}
        <a class="quiet" href="/desk">
          {wording.toDesk}
        </a>
        <SettingsMenu me={me} wording={wording} settings={settings} set={set} help={help} signOut={signOut} />
      </div>
    </header>
  );
}
