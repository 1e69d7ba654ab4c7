import { useState } from 'preact/hooks';
import { SettingsMenu as SharedMenu } from '../../../components/settings-menu';
import { useDesk } from '../../desk-context';
import { askNotifications, notificationState } from '../../notify';

/** What every page of staff has, with sound and notifications. */
export function SettingsMenu() {
  const { state, desk, wording, settings, set, ask } = useDesk();
  const words = wording.settings;
  const [notify, setNotify] = useState(notificationState());
  const { me } = state;
  if (!me) return null;
  return (
    <SharedMenu
      me={me}
      wording={wording}
      settings={settings}
      set={set}
      help={() => ask('shortcuts')}
      signOut={() => void desk.signOut()}
      onOpen={() => setNotify(notificationState())}
      switches={
        <label class="switch">
          <input
            type="checkbox"
            checked={settings.sound}
            onChange={(event) => set({ sound: event.currentTarget.checked })}
          />
          <span>
            {words.sound}
            <small>{words.soundHint}</small>
          </span>
        </label>
      }
      more={
        notify === 'default' ? (
          <button type="button" class="quiet wide" onClick={() => void askNotifications().then(setNotify)}>
            {words.notify}
          </button>
        ) : notify === undefined ? null : (
          <p class="menu-note">{notify === 'granted' ? words.notifyOn : words.notifyBlocked}</p>
        )
      }
    />
  );
}
