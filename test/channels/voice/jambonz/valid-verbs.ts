import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { JambonzValidator } from '@jambonz/sdk';

/** The platform's own schemas, as its three packages check them; none of them brings types of its checks. */
interface Checks {
  validate(log: object, verbs: unknown): void;
  validateApp(verbs: unknown): { valid: boolean; errors: unknown };
}
type Validator = ((data: unknown) => boolean) & { errors?: unknown };
interface Ajv {
  addSchema(schema: object): void;
  getSchema(id: string): Validator | undefined;
}

const load = createRequire(__filename);
const schemas: Checks = load('@jambonz/schema');
const specifications: Checks = load('@jambonz/verb-specifications');
const log = { info: () => undefined };
const library = new JambonzValidator();

/** @returns the verbs, once all three packages accept them */
export function valid<Verbs>(verbs: Verbs): Verbs {
  expect(schemas.validateApp(verbs)).toEqual({ valid: true, errors: [] });
  schemas.validate(log, verbs);
  // The older specification knows each property by its name and refuses what it does not know.
  specifications.validate(log, verbs);
  expect(library.validate(verbs as never)).toEqual({ valid: true, errors: [] });
  return verbs;
}

const home = dirname(load.resolve('@jambonz/schema'));
const ajv = callbacks();

function callbacks(): Ajv {
  const AjvClass: new (options: object) => Ajv = createRequire(join(home, 'index.js'))('ajv');
  const made = new AjvClass({ strict: false, validateSchema: false, logger: false });
  const folder = join(home, 'callbacks');
  for (const file of readdirSync(folder)) made.addSchema(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return made;
}

/** @returns what the platform sends, once its schema says that it would */
export function sent<Data>(callback: string, data: Data): Data {
  const check = ajv.getSchema(`https://jambonz.org/schema/callbacks/${callback}`);
  if (check === undefined) throw new Error(`There is no schema of ${callback}.`);
  if (!check(data)) throw new Error(`${callback}: ${JSON.stringify(check.errors)}`);
  return data;
}
