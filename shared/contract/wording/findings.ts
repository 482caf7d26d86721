/** What is wrong with a row of a grid. Holes: `{column}` as the sheet spells it, `{value}` as the cell shows it. */
import type { FindingCode } from '../../grid/finding.ts';
import type { Sentence } from './sentence.ts';

export const findingWordings: Readonly<Record<FindingCode, Sentence>> = {
  valueMissing: {
    fr: 'La cellule[ « {column} »] est vide, alors qu’elle est obligatoire. Remplissez-la.',
    en: 'The cell[ “{column}”] is empty although it is mandatory. Fill it in.',
  },
  cellError: {
    fr: 'La formule de la cellule[ « {column} »] donne une erreur[ ({value})]. Corrigez-la ou écrivez la valeur.',
    en: 'The formula of the cell[ “{column}”] gives an error[ ({value})]. Correct it or type the value.',
  },
  textTooLong: {
    fr: 'Le texte de la cellule[ « {column} »] est trop long. Raccourcissez-le.',
    en: 'The text of the cell[ “{column}”] is too long. Shorten it.',
  },
  sigleUnreadable: {
    fr: 'La valeur[ « {value} »] n’est pas un sigle de cours. Écrivez des lettres suivies de chiffres, par exemple MMD3616.',
    en: 'The value[ “{value}”] is not a course code. Write letters followed by digits, for instance MMD3616.',
  },
  sectionUnreadable: {
    fr: 'La valeur[ « {value} »] n’est pas une section. Écrivez quelques lettres ou chiffres, par exemple A ou 01.',
    en: 'The value[ “{value}”] is not a section. Write a few letters or digits, for instance A or 01.',
  },
  termUnreadable: {
    fr: 'La valeur[ « {value} »] n’est pas un trimestre. Écrivez par exemple A2020, H2021 ou Automne 2020.',
    en: 'The value[ “{value}”] is not a term. Write for instance A2020, H2021 or Fall 2020.',
  },
  emailUnreadable: {
    fr: 'La valeur[ « {value} »] n’est pas une adresse de courriel. Écrivez-la en entier, par exemple prenom.nom@umontreal.ca.',
    en: 'The value[ “{value}”] is not an e-mail address. Write it in full, for instance first.last@umontreal.ca.',
  },
  approachUnknown: {
    fr: 'La valeur[ « {value} »] n’est pas une approche soutenue. Écrivez Synchrone, Asynchrone, ou les deux séparées par un point-virgule.',
    en: 'The value[ “{value}”] is not a supported approach. Write Synchronous, Asynchronous, or both separated by a semicolon.',
  },
  dateUnreadable: {
    fr: 'La valeur[ « {value} »] n’est pas une date. Écrivez par exemple 2020-09-03 ou 3 septembre 2020.',
    en: 'The value[ “{value}”] is not a date. Write for instance 2020-09-03 or September 3, 2020.',
  },
  dateImpossible: {
    fr: 'La date[ {value}] n’existe pas au calendrier. Vérifiez le jour et le mois (le jour s’écrit avant le mois).',
    en: 'The date[ {value}] is not in the calendar. Check the day and the month (the day is written before the month).',
  },
  countUnreadable: {
    fr: 'La valeur[ « {value} »] n’est pas un nombre entier. Écrivez un nombre à partir de 0, ou laissez la cellule vide.',
    en: 'The value[ “{value}”] is not a whole number. Write a number from 0 up, or leave the cell empty.',
  },
  validationUnreadable: {
    fr: 'La valeur[ « {value} »] ne dit pas si le département a validé le cours. Écrivez Oui ou Non.',
    en: 'The value[ “{value}”] does not say whether the department validated the course. Write Yes or No.',
  },
  keyConflict: {
    fr: 'La ligne[ {value}] de la même grille dit autre chose du même cours, avec la même section et la même approche. Gardez une seule des deux lignes.',
    en: 'Row[ {value}] of the same grid says something else of the same course, section and approach. Keep only one of the two rows.',
  },
  rowNotACourse: {
    fr: 'La ligne contient un texte seul[ (« {value} »)], pas un cours. Si c’est une note, il n’y a rien à faire; sinon, complétez la ligne.',
    en: 'The row holds a lone text[ (“{value}”)], not a course. If it is a note, there is nothing to do; otherwise complete the row.',
  },
  titleMissing: {
    fr: 'Le titre du cours est vide. La demande a été créée sous son sigle; ajoutez le titre à la grille.',
    en: 'The course title is empty. The request goes by its course code; add the title to the grid.',
  },
  dateOutsideTerm: {
    fr: 'La première activité[ ({value})] tombe hors du trimestre. Vérifiez la date et le trimestre.',
    en: 'The first activity[ ({value})] lies outside the term. Check the date and the term.',
  },
  presenterEmailUnreadable: {
    fr: 'La valeur[ « {value} »] n’est pas une adresse de courriel. Le présentateur est gardé sans adresse; corrigez-la dans la grille.',
    en: 'The value[ “{value}”] is not an e-mail address. The presenter is kept without one; correct it in the grid.',
  },
  remarkUnreadable: {
    fr: 'La remarque est une formule en erreur[ ({value})]: elle a été laissée de côté. Écrivez-la en texte.',
    en: 'The remark is a failed formula[ ({value})] and was left out. Type it as text.',
  },
  overtaken: {
    fr: 'Une grille envoyée plus tard a déjà mis à jour la demande[ {value}]: cette ligne n’y a rien changé.',
    en: 'A grid sent later has already updated the request[ {value}]: this row changed nothing.',
  },
};
