import { Converter } from 'opencc-js/cn2t';

/** Names that come from the business system in Simplified Chinese only, for a reader of Traditional Chinese. */
export const toTraditional: (text: string) => string = Converter({ from: 'cn', to: 'tw' });
