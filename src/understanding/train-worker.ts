import { parentPort, workerData } from 'node:worker_threads';
import { trainFrom } from './train-from';

/** The thread of `trainApart`: trains, hands the model over and ends. */
if (parentPort) {
  const port = parentPort;
  void trainFrom(String(workerData)).then((model) => {
    const { tableKeys, tableRows, weights, scale, bias, rarity } = model;
    const arrays = [tableKeys, tableRows, weights, scale, bias, rarity].map(({ buffer }) => buffer as ArrayBuffer);
    port.postMessage(model, [...new Set(arrays)]);
  });
}
