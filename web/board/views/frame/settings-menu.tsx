import { languages } from '../../../../src/ports/language';
import { Choices } from '../../../components/choices';
import { Icon } from '../../../components/icon';
import { Menu } from '../../../components/menu';
import { languageNames } from '../../../shared/settings';
import { themes } from '../../../shared/theme';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';

/** Language, looks, shortcuts, and the way out. */
export function SettingsMenu() {
  const { me, wording, settings, set, help, signOut } = useBoard();
  const words = wording.settings;
  return (
    <Menu
      label={`${me.displayName} · ${words.label}`}
      class="quiet settings"
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
              checked={settings.keys}
              onChange={(event) => set({ keys: event.currentTarget.checked })}
            />
            <span>{words.keys}</span>
          </label>
          <button
            type="button"
            class="quiet wide"
            onClick={() => {
              close();
              help();
            }}
          >
            {words.keysList}
          </button>
          <button type="button" class="quiet wide" onClick={signOut}>
            {words.signOut}
          </button>
        </>
      )}
    </Menu>
  );
}
