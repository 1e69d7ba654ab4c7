import type { Memory } from './memory';

/** What is asked of an engine's process. */
export type EngineQuestion =
  | { readonly run: string; readonly texts: readonly string[] }
  /** Memory by now, for example after the recognizer's worker is warm. */
  | { readonly memory: true };

export interface EngineAnswer {
  /** ms of each text, in order. */
  readonly times?: readonly number[];
  readonly loadMs?: number;
  readonly trainMs?: number;
  /** Added since before the engine was loaded. */
  readonly memory?: Memory;
}

/** One way of understanding a text. */
export type Predict = (text: string) => Promise<unknown> | unknown;

/** Times each text by itself. */
export async function timed(predict: Predict, texts: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const text of texts) {
    const started = performance.now();
    await predict(text);
    times.push(performance.now() - started);
  }
  return times;
}
