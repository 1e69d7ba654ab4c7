import { useState } from 'preact/hooks';
import { languages } from '../../../../src/ports/language';
import { Choices } from '../../../components/choices';
import { Icon } from '../../../components/icon';
import { Menu } from '../../../components/menu';
import { languageNames } from '../../../shared/settings';
import { themes } from '../../../shared/theme';
import { filled } from '../../../wording/wording';
import { useDesk } from '../../desk-context';
import { askNotifications, notificationState } from '../../notify';

/** Language, looks, sound, notifications, shortcuts, and the way out. */
export function SettingsMenu() {
  const { state, desk, wording, settings, set, ask } = useDesk();
  const words = wording.settings;
  const [notify, setNotify] = useState(notificationState());
  const { me } = state;
  if (!me) return null;
  return (
    <Menu
      label={`${me.displayName} · ${words.label}`}
      class="quiet settings"
      onOpen={() => setNotify(notificationState())}
      button={
        <>
          <Icon name="sliders" />
          <span class="who">{me.displayName}</span>
        </>
      }
    >
      {(close) => (
        <>
          <p class="menu-head">
            <b>{me.displayName}</b>
            <small>
              {wording.roles[me.role]} · {filled(words.account, { name: me.name })}
            </small>
          </p>
          <Choices
            legend={words.language}
            row
            value={settings.language}
            choices={languages.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }))}
            onChange={(language) => set({ language })}
          />
          <Choices
            legend={words.theme}
            row
            value={settings.theme}
            choices={themes.map((value) => ({ value, label: words.themes[value] }))}
            onChange={(theme) => set({ theme })}
          />
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
          <label class="switch">
            <input
              type="checkbox"
              checked={settings.keys}
              onChange={(event) => set({ keys: event.currentTarget.checked })}
            />
            <span>{words.keys}</span>
          </label>
          {notify === 'default' ? (
            <button type="button" class="quiet wide" onClick={() => void askNotifications().then(setNotify)}>
              {words.notify}
            </button>
          ) : notify === undefined ? null : (
            <p class="menu-note">{notify === 'granted' ? words.notifyOn : words.notifyBlocked}</p>
          )}
          <button
            type="button"
            class="quiet wide"
            onClick={() => {
              close();
              ask('shortcuts');
            }}
          >
            {words.keysList}
          </button>
          <button type="button" class="quiet wide" onClick={() => void desk.signOut()}>
            {words.signOut}
          </button>
        </>
      )}
    </Menu>
  );
}
