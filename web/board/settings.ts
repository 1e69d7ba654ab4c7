import type { Language } from '../../src/ports/language';
import { recall, remember, startLanguage } from '../shared/settings';
import { recallTheme, rememberTheme, type Theme } from '../shared/theme';

/** What one likes, kept in this browser and shared with the desk. */
export interface Settings {
  readonly language: Language;
  readonly theme: Theme;
  /** Shortcuts of one letter; whoever dictates or uses a screen reader may want none. */
  readonly keys: boolean;
}

export const loadSettings = (): Settings => ({
  language: startLanguage(),
  theme: recallTheme(),
  keys: recall('desk.keys') !== 'off',
});

export function keepSettings({ language, theme, keys }: Settings): void {
  remember('language', language);
  rememberTheme(theme);
  remember('desk.keys', keys ? 'on' : 'off');
}
