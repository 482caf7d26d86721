/** Help requests of a desk in the middle of its week: at every tier whatever the hour pictures are taken at, and at each state. */
import type { Stack } from '#infra/local/stack.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { IncidentNumber } from '#shared/ids.ts';
import type { IncidentKind } from '#shared/incident/incident.ts';
import { openingsWithin } from '#shared/time/business.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { epochMs, instantOf, type Instant } from '#shared/time/instant.ts';
import { indexOf } from '#shared/time/openings.ts';
import { localDate } from '#shared/time/zone.ts';
import type { Caller } from '#test/support/caller.ts';

type IncidentPage = ResponseOf<'readIncident'>;

/** Paths that pictures are taken of. */
export interface SampleHelp {
  /** One that is worked on, with something said. */
  readonly worked: string;
  /** One whose first answer is late. */
  readonly late: string;
  /** One that waits for whoever asked, as they see it. */
  readonly own: string;
}

const dayMs = 86_400_000;
const hour = 3_600_000;
/** Days in which so many hours of opening surely lie, a long closing among them. */
const lookedBackDays = 25;

const requesters = {
  emilie: { name: 'Émilie Haddad', email: 'emilie.haddad@umontreal.example' },
  fatima: { name: 'Fatima Morin', email: 'fatima.morin@umontreal.example' },
  paul: { name: 'Paul-Émile Gagnon', email: 'paul-emile.gagnon@umontreal.example' },
} as const;

/** The instant since which the desk was open for so long. */
function openFor(ms: number, now: number): Instant {
  const days = (at: number) => localDate(epochMs(at), deskCalendar.zone);
  const [first, last] = [epochMs(now - lookedBackDays * dayMs), epochMs(now)];
  const index = indexOf(deskCalendar, days(first - dayMs), days(last + dayMs));
  let left = ms;
  for (const { from, to } of openingsWithin(first, last, index).toReversed()) {
    if (to - from >= left) return instantOf(to - left);
    left -= to - from;
  }
  throw new Error(`The desk was not open for ${ms / hour} hours in ${lookedBackDays} days`);
}

export async function fillHelp(stack: Stack, as: (username: string) => Caller, now: number): Promise<SampleHelp> {
  let asked = 0;
  const heard = async (
    agent: string,
    title: string,
    text: string,
    hours: number,
    { who = 'emilie', kind = 'incident', answered = false }: Heard = {},
  ): Promise<IncidentNumber> => {
    asked += 1;
    const { number } = await as(agent).does('openIncident', {
      headers: { 'idempotency-key': `sample-help-${asked}` },
      body: {
        ...{ kind, title, text },
        heard: { channel: 'telephone', requester: requesters[who], openedAt: openFor(hours * hour, now), answered },
      },
    });
    return number;
  };
  const read = (incident: IncidentNumber): Promise<IncidentPage> =>
    as('amina').does('readIncident', { params: { incident } });
  const takeOn = async (agent: string, incident: IncidentNumber): Promise<void> => {
    const [{ id }, { version }] = [await as(agent).does('readMe'), await read(incident)];
    await as(agent).does('assignIncident', { params: { incident }, version, body: { assignee: id } });
  };
  const say = (agent: string, name: 'commentIncident' | 'noteIncident', incident: IncidentNumber, text: string) =>
    as(agent).does(name, {
      params: { incident },
      body: { text },
      headers: { 'idempotency-key': `sample-help-${incident}-${text.length}` },
    });

  const late = await heard(
    'marc',
    'Le son coupe pendant ma classe Zoom',
    'Toutes les dix minutes environ, depuis hier. Les étudiants me le signalent dans le clavardage.',
    9.5,
    { who: 'fatima' },
  );
  await heard('linh', 'La caméra du local 1120 reste noire', 'Deux présentateurs attendus jeudi.', 7, { who: 'paul' });
  await heard('marc', 'Accès Zoom pour une présentatrice invitée', 'Elle enregistre vendredi après-midi.', 4.5, {
    kind: 'request',
  });
  await heard('sophie', 'Partager un quiz Wooclap à deux sections', 'Le même quiz, et une note par section.', 1, {
    kind: 'question',
    who: 'fatima',
  });
  const worked = await heard(
    'linh',
    'Impossible de téléverser la leçon 3',
    'Le fichier s’arrête à 90 % : « délai dépassé ». Vidéo de 1,2 Go, sur le réseau de la faculté.',
    13,
    { answered: true },
  );
  await takeOn('linh', worked);
  await say('linh', 'commentIncident', worked, 'Bonjour, j’ai augmenté la limite : réessayez à partir de midi.');
  await say(
    'linh',
    'noteIncident',
    worked,
    'Même message que la semaine dernière en radiologie : voir avec le réseau.',
  );
  const own = await heard('amina', 'Sous-titres absents de la capsule 2', 'Ils y étaient encore lundi.', 10, {
    answered: true,
  });
  await takeOn('amina', own);
  await as('amina').does('awaitIncident', {
    params: { incident: own },
    version: (await read(own)).version,
    body: { for: 'userInfo', text: 'Dans quel navigateur les sous-titres manquent-ils ?' },
  });
  const settled = await heard('marc', 'Micro-cravate introuvable au cubicule B', 'Réservé pour 14 h.', 6, {
    answered: true,
    who: 'paul',
  });
  await as('marc').does('resolveIncident', {
    params: { incident: settled },
    version: (await read(settled)).version,
    body: { code: 'fixed', text: 'Un micro de remplacement est au comptoir du deuxième étage.' },
  });
  await stack.settled();
  return { worked: `/incidents/${worked}`, late: `/incidents/${late}`, own: `/my-incidents/${own}` };
}

interface Heard {
  readonly who?: keyof typeof requesters;
  readonly kind?: IncidentKind;
  readonly answered?: boolean;
}
