import type { Language } from '../../../src/ports/language';
import { en } from './en';
import { zhHans } from './zh-Hans';
import type { zhHansViews } from './zh-Hans-views';
import type { zhHansWork } from './zh-Hans-work';
import { zhHant } from './zh-Hant';

/** Every sentence of the board; `{name}` is filled in. Simplified Chinese sets the shape. */
export type BoardWording = typeof zhHans;
export type BoardViewsWording = typeof zhHansViews;
export type BoardWorkWording = typeof zhHansWork;

export const boardWordings: Record<Language, BoardWording> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en };

export { label } from '../label';
