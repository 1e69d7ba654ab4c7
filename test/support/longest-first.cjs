// Jest knows how long test files took the last time. On a machine that has run none it begins with the largest files, and
// ends with the ones that are three lines and start servers for a minute: one worker then waits for the other.
const { default: Sequencer } = require('@jest/test-sequencer');

const long = /\/test\/(?:faults|process|storage\/kill|web|conversations|bench|security|understanding\/load)\b/;

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    return [
      ...sorted.filter(({ path }) => long.test(path)).reverse(),
      ...sorted.filter(({ path }) => !long.test(path)),
    ];
  }
};
