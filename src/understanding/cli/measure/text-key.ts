import { normaliseInPlace } from '../../text/normalise';
import { loadScript } from '../../text/simplify';

/** @returns one spelling for texts that differ in script, case, width, punctuation or spacing only */
export function textKey(): (text: string) => string {
  const script = loadScript();
  return (text) =>
    normaliseInPlace(text, script)
      .replace(/[^\p{L}\p{N}*#]+/gu, ' ')
      .replace(/(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])/g, '')
      .trim();
}
