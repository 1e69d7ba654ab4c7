import type { Language } from '../../src/ports/language';
import { recall, remember, startLanguage } from '../shared/settings';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

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
  theme: themes.find((theme) => theme === recall('desk.theme')) ?? 'system',
  sound: recall('desk.sound') !== 'off',
  keys: recall('desk.keys') !== 'off',
});

export function keepSettings({ language, theme, sound, keys }: Settings): void {
  remember('language', language);
  remember('desk.theme', theme);
  remember('desk.sound', sound ? 'on' : 'off');
  remember('desk.keys', keys ? 'on' : 'off');
}

/** Colours follow `color-scheme` (tokens.css), so one property switches all of them. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
}
