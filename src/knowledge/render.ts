import type { Language } from '../ports/language';
import { dayText, monthText } from '../wording/dates';
import { moneyText } from '../wording/money';
import { volumeText } from '../wording/volume';
import type { Phrases } from './entry-schema';
import type { FactValue, FactValues } from './fact-value';
import type { ToTraditional } from './traditional';

/** `{name}` in a wording. */
export const placeholder = /\{([a-zA-Z]\w{0,40})\}/g;

/** Writes values and templates in one language. */
export interface Renderer {
  value(value: FactValue): string;
  /** Fills `{name}`s; a name without a value stays visible, which the linter never lets happen. */
  fill(template: string, values: ReadonlyMap<string, FactValue>): string;
}

export const valueMap = (...sources: readonly FactValues[]): Map<string, FactValue> =>
  new Map(sources.flatMap((source) => Object.entries(source)));

/** @param phrases words and list lines of `phrases.yaml`; @param now decides whether a year is told */
export function createRenderer(
  language: Language,
  phrases: Phrases,
  now: number,
  toTraditional: ToTraditional,
): Renderer {
  const words = new Map(Object.entries(phrases.phrases));
  const templates = new Map(Object.entries(phrases.lines));
  const renderer: Renderer = {
    value(value) {
      switch (value.kind) {
        case 'money':
          return moneyText(value.fen, language);
        case 'volume':
          return volumeText(value.mb);
        case 'month':
          return monthText(value.month, language, now);
        case 'day':
          return dayText(value.at, language, now);
        case 'number':
          return String(value.value);
        case 'name':
          return language === 'en' ? value.en : language === 'zh-Hant' ? toTraditional(value.zh) : value.zh;
        case 'phrase':
          return words.get(value.id)?.[language] ?? value.id;
        case 'list':
          return value.values.map(renderer.value).join(language === 'en' ? ', ' : '、');
        case 'lines':
          return value.rows
            .map((row) => `\n· ${renderer.fill(templates.get(value.line)?.[language] ?? '', valueMap(row))}`)
            .join('');
      }
    },
    fill: (template, values) =>
      template.replace(placeholder, (whole, key: string) => {
        const value = values.get(key);
        return value === undefined ? whole : renderer.value(value);
      }),
  };
  return renderer;
}
