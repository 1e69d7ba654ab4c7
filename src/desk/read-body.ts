import { z } from 'zod';
import { badArgument } from './refusals';

/** Text people wrote: well formed, trimmed, not empty. */
export const writtenText = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => Buffer.from(text, 'utf8').toString('utf8').replaceAll('\0', '').trim())
    .pipe(z.string().min(1));

/** An id the page made: the same again is the same act (R1). */
export const madeId = z.string().regex(/^[\w-]{8,100}$/);
/** A name or code out of the data files. */
export const code = z.string().regex(/^[\w.@-]{1,80}$/);

/**
 * Takes a body of exactly this shape.
 * @throws HttpError 400 naming the fields at fault, never their values
 */
export function readBody<Shape>(schema: z.ZodType<Shape>, body: unknown): Shape {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const places = read.error.issues.map(({ path }) => path.map(String).join('.') || 'the body');
  throw badArgument(`Wrong or missing: ${[...new Set(places)].slice(0, 10).join(', ')}.`);
}

/** The same object without its undefined fields, as `exactOptionalPropertyTypes` wants it. */
export const defined = <Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]: Exclude<Fields[Key], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]: Exclude<Fields[Key], undefined>;
  };
