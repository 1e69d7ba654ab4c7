import { useBoard } from './board-context';
import { refusalText } from './refusal-text';

/** Does something and says so. @returns in words why not; `undefined`: done */
export function useAct(): (path: string, body: object, done: string) => Promise<string | undefined> {
  const { client, toasts, wording } = useBoard();
  return async (path, body, done) => {
    const answer = await client.act<unknown>(path, body);
    if (!answer.ok) return refusalText(answer.fault, wording);
    toasts.show('done', done);
    return undefined;
  };
}
