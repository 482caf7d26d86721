/** A course as its own teacher knows it. */
import { useI18n } from 'vue-i18n';
import { approachWords } from '#shared/contract/wording/report.ts';
import type { MyRequest } from '#web/data/myRequests.ts';
import { language } from '#web/shell/language.ts';

/** `MMD3616 A · automne 2020 · synchrone`. */
export function useCourseWords(): (request: MyRequest) => string {
  const { t } = useI18n();
  const seasons = { A: 'portal.term.autumn', H: 'portal.term.winter', E: 'portal.term.summer' } as const;
  const isSeason = (letter: string): letter is keyof typeof seasons => Object.hasOwn(seasons, letter);
  return ({ course: { sigle, section, term, approach } }) => {
    const season = term.slice(0, 1);
    const when = isSeason(season) ? t(seasons[season], { year: term.slice(1) }) : term;
    return `${sigle} ${section} · ${when} · ${approachWords[approach][language.value]}`;
  };
}
