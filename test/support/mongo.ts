import { randomBytes } from 'node:crypto';

/** The server the suites use; `.ci/run` starts one. */
export const mongoUrl: string | undefined = process.env['MONGO_URL'] || undefined;

const howTo = 'build and start tools/mongo-test-server and export its address as MONGO_URL, as .ci/run does';

/**
 * The tests that need a server. Where none is named they are one line that says so; in CI that line is a failure, for
 * there nothing may go untested.
 */
export function withMongo(title: string, tests: (url: string) => void): void {
  if (mongoUrl !== undefined) {
    describe(title, () => tests(mongoUrl));
  } else {
    test(`${title}: not run without MONGO_URL (${howTo})`, () => {
      if (process.env['CI']) throw new Error(`In CI these tests must run: ${howTo}.`);
    });
  }
}

/** A database name of its own for every test. */
export const freshDatabase = (): string => `desk_test_${randomBytes(8).toString('hex')}`;
