import { useState } from 'preact/hooks';
import { randomKey } from '../shared/random-key';
import { useBoard } from './board-context';
import { refusalText } from './refusal-text';

/**
 * Does something and says so: one thing for each dialog that is opened, so that whoever presses again after an answer that
 * was lost does it once. @returns in words why not; `undefined`: done
 */
export function useAct(): (path: string, body: object, done: string) => Promise<string | undefined> {
  const { client, toasts, wording } = useBoard();
  const [key] = useState(randomKey);
  return async (path, body, done) => {
    const answer = await client.act<unknown>(path, body, key);
    if (!answer.ok) return refusalText(answer.fault, wording);
    toasts.show('done', done);
    return undefined;
  };
}
