import { recall, remember } from './settings';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** One choice for all pages of staff. */
export const recallTheme = (): Theme => themes.find((theme) => theme === recall('desk.theme')) ?? 'system';
export const rememberTheme = (theme: Theme): void => remember('desk.theme', theme);

/** Colours follow `color-scheme` (tokens.css), so one property switches all of them. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
}
