/** Incidents opened once for each key of whoever opens them. */
import type { HeldCalendar } from '#functions/runtime/calendar.ts';
import type { Answer } from '#functions/runtime/http.ts';
import { writeOnce } from '#functions/runtime/incidentCommand.ts';
import { openedUnderKey } from '#functions/store/incidentKeys.ts';
import type { Numbers } from '#functions/store/numbers.ts';
import * as people from '#functions/store/people.ts';
import { rememberedItem } from '#functions/store/remembered.ts';
import type { Table } from '#functions/store/table.ts';
import type { Person } from '#shared/access/person.ts';
import type { IncidentNumber } from '#shared/ids.ts';
import { clocksOf } from '#shared/incident/clocks.ts';
import type { Deciding, OpenedIncident } from '#shared/incident/create.ts';
import type { Requester } from '#shared/incident/incident.ts';
import { accepted, type Outcome } from '#shared/refusal.ts';
import type { Instant } from '#shared/time/instant.ts';

interface OpeningCall {
  readonly caller: Person;
  readonly now: Instant;
  readonly body: unknown;
  readonly idempotencyKey: string;
}

export function openingOf(table: Table, calendar: HeldCalendar, numbers: Numbers) {
  const newNumber = async (): Promise<IncidentNumber> => {
    const [number] = await numbers.take('incident', 1);
    if (!number) throw new Error('The counter of incidents gave none');
    return number;
  };
  return {
    newNumber,

    /** Who asks, as the directory knows them where it does. */
    requester: async ({ name, email }: Pick<Requester, 'name' | 'email'>): Promise<Requester> => {
      const known = (await people.list(table)).find((person) => person.email === email);
      return { name: known?.name ?? name, email, person: known?.id ?? null };
    },

    /** Opens an incident; the same key and body again are answered with the one that was opened. */
    once: (
      { caller, now, body, idempotencyKey }: OpeningCall,
      make: (number: IncidentNumber, deciding: Deciding) => Outcome<OpenedIncident>,
    ): Promise<Answer<'openIncident'>> =>
      writeOnce(table, {
        load: async (): Promise<Deciding> => ({ caller, now, edition: await calendar.current() }),
        decide: async (deciding) => {
          const opened = make(await newNumber(), deciding);
          return opened.ok ? accepted({ kind: 'change', change: opened.value.change }) : opened;
        },
        answer: ({ written }, _lines, { edition }) => {
          if (!written) throw new Error('Opening an incident writes one');
          const { number, version, openedAt, group } = written.after;
          const { response } = clocksOf(written.after, now, edition);
          return { number, version, openedAt, group, promisedBy: response?.dueAt ?? null };
        },
        remembered: (answer) =>
          rememberedItem({ at: openedUnderKey(caller.id, idempotencyKey), sent: body, answer, now }),
      }),
  };
}
