import type { Language } from '../../src/ports/language';
import { recall, remember, startLanguage } from '../shared/settings';
import { recallTheme, rememberTheme, type Theme } from '../shared/theme';

/** What one agent likes, kept in this browser. */
export interface Settings {
  readonly language: Language;
  readonly theme: Theme;
  readonly sound: boolean;
  /** Shortcuts of one letter; whoever dictates or uses a screen reader may want none. */
  readonly keys: boolean;
}

export const loadSettings = (): Settings => ({
  language: startLanguage(),
  theme: recallTheme(),
  sound: recall('desk.sound') !== 'off',
  keys: recall('desk.keys') !== 'off',
});

export function keepSettings({ language, theme, sound, keys }: Settings): void {
  remember('language', language);
  rememberTheme(theme);
  remember('desk.sound', sound ? 'on' : 'off');
  remember('desk.keys', keys ? 'on' : 'off');
}
