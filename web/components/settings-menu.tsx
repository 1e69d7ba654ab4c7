import type { ComponentChildren } from 'preact';
import { type Language, languages } from '../../src/ports/language';
import { languageNames } from '../shared/settings';
import { type Theme, themes } from '../shared/theme';
import type { StaffWording } from '../wording/staff/staff-wording';
import { filled } from '../wording/wording';
import { Choices } from './choices';
import { Icon } from './icon';
import { Menu } from './menu';

/** What every page of staff lets one choose. */
export interface SharedSettings {
  readonly language: Language;
  readonly theme: Theme;
  readonly keys: boolean;
}

export interface SettingsMenuProps {
  readonly me: { readonly name: string; readonly displayName: string; readonly role: keyof StaffWording['roles'] };
  readonly wording: Pick<StaffWording, 'roles' | 'settings'>;
  readonly settings: SharedSettings;
  readonly set: (settings: Partial<SharedSettings>) => void;
  /** Shows the list of shortcuts. */
  readonly help: () => void;
  readonly signOut: () => void;
  readonly onOpen?: () => void;
  /** More switches, before that of the shortcuts. */
  readonly switches?: ComponentChildren;
  /** More to do, before the way out. */
  readonly more?: ComponentChildren;
}

/** Language, looks, shortcuts, what else a page has, and the way out. */
export function SettingsMenu({ me, wording, settings, set, help, signOut, onOpen, switches, more }: SettingsMenuProps) {
  const words = wording.settings;
  return (
    <Menu
      label={`${me.displayName} · ${words.label}`}
      class="quiet settings"
      {...(onOpen && { onOpen })}
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
          {switches}
          <label class="switch">
            <input
              type="checkbox"
              checked={settings.keys}
              onChange={(event) => set({ keys: event.currentTarget.checked })}
            />
            <span>{words.keys}</span>
          </label>
          {more}
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
