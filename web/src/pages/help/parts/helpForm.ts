/** What somebody asks, as it stands on screen: what is wrong with it, and what of it is sent. */
import * as z from 'zod/mini';
import { sigleGiven } from '#shared/contract/incidentRecords.ts';
import { requestNumber } from '#shared/contract/scalars.ts';
import { incidentKinds, subkinds, subkindsOf, type Subkind } from '#shared/incident/incident.ts';
import type { AskedHelp } from '#web/data/askHelp.ts';

export const titleAtMost = 160;
export const textAtMost = 10_000;

/** What a request is about: nothing, one of my requests by its number, or a course by its sigle. */
export const noSubject = '';
export const anotherCourse = 'course';

export const helpValues = z.object({
  kind: z.nullable(z.enum(incidentKinds)),
  subkind: z.union([z.enum(subkinds), z.literal('')]),
  title: z.string(),
  text: z.string(),
  about: z.string(),
  sigle: z.string(),
});
export type HelpValues = z.infer<typeof helpValues>;

export const blankHelp = (about: string | null): HelpValues => ({
  ...{ kind: null, subkind: '', title: '', text: '', sigle: '' },
  about: about ?? noSubject,
});

export type HelpFault = 'kind' | 'title' | 'text' | 'sigle';

/** What is wrong, by field in the order of the form, as names of sentences. */
export function faultsOf({ kind, title, text, about, sigle }: HelpValues): Partial<Record<HelpFault, string>> {
  return {
    ...(kind === null && { kind: 'help.ask.fault.kind' }),
    ...(title.trim() === '' && { title: 'help.ask.fault.subject' }),
    ...(text.trim() === '' && { text: 'help.ask.fault.text' }),
    ...(text.trim().length > textAtMost && { text: 'help.ask.fault.textLong' }),
    ...(about === anotherCourse && !sigleGiven.safeParse(sigle).success && { sigle: 'help.ask.fault.sigle' }),
  };
}

/** Subkinds to choose from: where a kind has but one there is nothing to choose. */
export function choosableSubkinds(kind: HelpValues['kind']): readonly Subkind[] {
  const all = kind === null ? [] : subkindsOf[kind];
  return all.length > 1 ? all : [];
}

/** What is sent; null while something is wrong. */
export function askedOf(values: HelpValues): AskedHelp | null {
  const { kind, subkind, title, text, about, sigle } = values;
  if (kind === null || Object.keys(faultsOf(values)).length > 0) return null;
  const request = requestNumber.safeParse(about);
  const fits = subkind !== '' && subkindsOf[kind].includes(subkind);
  const [only, ...others] = subkindsOf[kind];
  return {
    kind,
    subkind: fits ? subkind : others.length === 0 && only !== undefined ? only : null,
    title: title.trim(),
    text: text.trim(),
    request: request.success ? request.data : null,
    course: about === anotherCourse ? sigle.trim() : null,
  };
}
