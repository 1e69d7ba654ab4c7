import type { IdGenerator } from '../../src/ports/id-generator';

/** `conv_1`, `att_2`, …: ids a test can name. One count over all prefixes. */
export function sequentialIds(): IdGenerator {
  let count = 0;
  return {
    next: (prefix) => {
      count += 1;
      return `${prefix}_${count}`;
    },
  };
}
