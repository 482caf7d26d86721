/** A form on its way, kept in this browser until it is saved: a reload or a crash takes nothing along. */
import * as z from 'zod/mini';
import { recordingStates } from '#shared/request/request.ts';

/** What a request's form holds, as it is written on screen. */
export const requestValues = z.object({
  dueOn: z.string(),
  dueOnConfirmed: z.boolean(),
  presentersKind: z.enum(['unknown', 'none', 'listed']),
  /** One a line, `Nom <courriel>`. */
  presenters: z.string(),
  recordings: z.array(
    z.object({
      /** Null for one that is new. */
      id: z.nullable(z.string()),
      title: z.string(),
      presenter: z.string(),
      state: z.enum(recordingStates),
    }),
  ),
});
export type RequestValues = z.infer<typeof requestValues>;
export type FormField = keyof RequestValues;

const kept = z.object({ base: requestValues, mine: requestValues });
export type KeptForm = z.infer<typeof kept>;

/** Where a person's form on a request lies. */
export const formPlace = (person: string, request: string) => `guichet.form.${person}.${request}`;

export function readForm(place: string): KeptForm | null {
  try {
    const found = kept.safeParse(JSON.parse(localStorage.getItem(place) ?? ''));
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}

export function keepForm(place: string, form: KeptForm): void {
  try {
    localStorage.setItem(place, JSON.stringify(form));
  } catch {
    // No room: the form then lasts as long as the page.
  }
}

export function forgetForm(place: string): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing is kept here.
  }
}
