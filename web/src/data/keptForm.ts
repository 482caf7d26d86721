/**
 * What is being written and sent once: kept in this browser at each keystroke with the key it is sent under, so that a
 * reload, a crash or a refused sending takes nothing along, and the same words sent twice are written once.
 */
import { computed, ref, watch } from 'vue';
import * as z from 'zod/mini';
import { keptDays } from '#shared/draft/draft.ts';
import { dayMs } from '#shared/time/day.ts';
import { Refused } from './problem.ts';

const prefix = 'guichet.kept.';

/** Where a person's writing of one sort lies. */
export const keptPlace = (person: string, sort: string) => `${prefix}${person}.${sort}`;

const envelope = z.object({
  values: z.unknown(),
  key: z.string(),
  /** What was sent under the key without an answer: the key is for that alone. */
  attempted: z.nullable(z.string()),
  /** Milliseconds since 1970. */
  at: z.number(),
});
type Envelope = z.infer<typeof envelope>;

function readPlace(place: string): Envelope | null {
  try {
    const found = envelope.safeParse(JSON.parse(localStorage.getItem(place) ?? ''));
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}

/** Forgets what nobody has touched for as long as drafts are kept anywhere. */
function forgetOld(nowMs: number): void {
  try {
    const places = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '');
    for (const place of places.filter((each) => each.startsWith(prefix))) {
      const found = readPlace(place);
      if (!found || nowMs - found.at > keptDays * dayMs) localStorage.removeItem(place);
    }
  } catch {
    // Nothing is kept here.
  }
}

/**
 * A form on its way.
 * @param shape what is kept; of another shape, as of an earlier version of the page, it is let go.
 * @param blank the form with nothing in it.
 */
export function useKeptForm<Values extends object>(place: string, shape: z.ZodMiniType<Values>, blank: () => Values) {
  forgetOld(Date.now());
  const found = readPlace(place);
  const parsed = found && shape.safeParse(found.values);
  const mine = parsed?.success ? parsed.data : null;
  const values = ref(mine ?? blank());
  let key = found?.key ?? crypto.randomUUID();
  let attempted = found?.attempted ?? null;
  const sending = ref(false);
  /** False where this browser keeps nothing: what is written lasts as long as the page. */
  const isKept = ref(true);
  const plain = (): string => JSON.stringify(values.value);
  const dirty = computed(() => plain() !== JSON.stringify(blank()));

  function keep(): void {
    const written: unknown = values.value;
    try {
      if (!dirty.value && attempted === null) localStorage.removeItem(place);
      else localStorage.setItem(place, JSON.stringify({ values: written, key, attempted, at: Date.now() }));
    } catch {
      isKept.value = false;
    }
  }
  watch(values, keep, { deep: true, flush: 'sync' });

  function renew(): void {
    key = crypto.randomUUID();
    attempted = null;
  }

  return {
    values,
    dirty,
    sending,
    isKept,
    /** Whether it was begun before this page was opened. */
    restored: ref(mine !== null && dirty.value),
    clear: (): void => {
      renew();
      values.value = blank();
    },
    /**
     * Sends; what is written stays until the desk has it. The same body is sent under the same key, whatever happened to
     * the answer; throws as `post` does. Null when it is on its way already.
     */
    send: async <Answer>(body: unknown, post: (key: string) => Promise<Answer>): Promise<Answer | null> => {
      if (sending.value) return null;
      const said = JSON.stringify(body);
      if (attempted !== null && attempted !== said) renew();
      attempted = said;
      keep();
      sending.value = true;
      try {
        const answer = await post(key);
        renew();
        values.value = blank();
        return answer;
      } catch (error) {
        // Refused before anything was written: the next sending is another.
        if (error instanceof Refused) {
          renew();
          keep();
        }
        throw error;
      } finally {
        sending.value = false;
      }
    },
  };
}
