/** What several routes take in: texts with their bounds, filters of lists, places in a page. */
import * as z from 'zod/mini';
import { approaches } from '../../request/course.ts';

export const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(10_000));
export const reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(1_000));
export const shortText = z.string().check(z.trim(), z.minLength(1), z.maxLength(300));
export const limit = z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50);
export const cursor = z.optional(z.string().check(z.maxLength(2_000)));
export const filters = {
  term: z.optional(z.string().check(z.maxLength(20))),
  department: z.optional(z.string().check(z.maxLength(200))),
  approach: z.optional(z.enum(approaches)),
};
