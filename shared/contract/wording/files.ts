/** Why a whole grid file could not be imported, as a coordinator understands it. */
import type { ImportRefusal } from '../../grid/import.ts';
import type { Wording } from './refusals.ts';

const status = 422;

export const fileWordings: Readonly<Record<ImportRefusal, Wording>> = {
  fileEmpty: {
    status,
    title: { fr: 'Fichier vide', en: 'Empty file' },
    detail: {
      fr: 'Le fichier est vide. Vérifiez que la bonne grille a été enregistrée, puis envoyez-la de nouveau.',
      en: 'The file is empty. Check that the right grid was saved, then send it again.',
    },
  },
  fileGone: {
    status,
    title: { fr: 'Fichier disparu', en: 'File gone' },
    detail: {
      fr: 'Le fichier a été retiré avant d’avoir pu être lu. Envoyez-le de nouveau.',
      en: 'The file was removed before it could be read. Send it again.',
    },
  },
  fileTooLarge: {
    status,
    title: { fr: 'Fichier trop gros', en: 'File too large' },
    detail: {
      fr: 'Le fichier dépasse la taille permise[ ({limit} Mo)]. Enlevez les images et les autres feuilles, ou divisez la grille par trimestre.',
      en: 'The file is larger than allowed[ ({limit} MB)]. Remove images and other sheets, or split the grid by term.',
    },
  },
  filePasswordProtected: {
    status,
    title: { fr: 'Fichier protégé', en: 'Protected file' },
    detail: {
      fr: 'Le fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis envoyez-le de nouveau.',
      en: 'The file is protected by a password. Save it without one, then send it again.',
    },
  },
  fileTruncated: {
    status,
    title: { fr: 'Fichier endommagé', en: 'Damaged file' },
    detail: {
      fr: 'Le fichier est incomplet ou endommagé: l’envoi a peut-être été coupé. Ouvrez-le dans votre tableur, enregistrez-le, puis envoyez-le de nouveau.',
      en: 'The file is incomplete or damaged: the transfer may have been cut. Open it in your spreadsheet program, save it, then send it again.',
    },
  },
  fileNotSpreadsheet: {
    status,
    title: { fr: 'Ce n’est pas une grille', en: 'Not a spreadsheet' },
    detail: {
      fr: 'Le contenu du fichier n’est pas une feuille de calcul, quel que soit son nom. Envoyez la grille en format .xlsx, .ods ou .csv.',
      en: 'The content of the file is not a spreadsheet, whatever its name. Send the grid as .xlsx, .ods or .csv.',
    },
  },
  fileOldExcel: {
    status,
    title: { fr: 'Ancien format Excel', en: 'Old Excel format' },
    detail: {
      fr: 'Le fichier est dans l’ancien format d’Excel (.xls). Dans Excel, choisissez « Enregistrer sous », format .xlsx, puis envoyez ce fichier.',
      en: 'The file is in the old Excel format (.xls). In Excel, choose “Save As”, format .xlsx, then send that file.',
    },
  },
  fileTooBigUnpacked: {
    status,
    title: { fr: 'Fichier démesuré', en: 'Oversized file' },
    detail: {
      fr: 'Une fois décompressé, le fichier est démesuré pour une grille des cours. Copiez la grille dans un classeur neuf, puis envoyez-le.',
      en: 'Once unpacked, the file is far too big for a course grid. Copy the grid into a new workbook, then send that.',
    },
  },
  fileTooManyRows: {
    status,
    title: { fr: 'Trop de lignes', en: 'Too many rows' },
    detail: {
      fr: 'La grille compte plus de lignes que permis[ ({limit})]. Divisez-la, par exemple par trimestre, puis envoyez chaque partie.',
      en: 'The grid has more rows than allowed[ ({limit})]. Split it, by term for instance, then send each part.',
    },
  },
  headerMissing: {
    status,
    title: { fr: 'En-têtes introuvables', en: 'Headings not found' },
    detail: {
      fr: 'Aucune ligne du fichier ne ressemble aux en-têtes d’une grille (Sigle, Titre du cours, Trimestre…). Vérifiez que la grille est sur la première feuille, avec sa ligne d’en-têtes.',
      en: 'No row of the file looks like the headings of a grid (course code, title, term…). Check that the grid is on the first sheet, with its heading row.',
    },
  },
  columnsMissing: {
    status,
    title: { fr: 'Colonnes manquantes', en: 'Columns missing' },
    detail: {
      fr: 'Il manque des colonnes à la grille[ : {columns}]. Ajoutez-les à la ligne d’en-têtes, puis envoyez la grille de nouveau.',
      en: 'The grid lacks columns[: {columns}]. Add them to the heading row, then send the grid again.',
    },
  },
  noRows: {
    status,
    title: { fr: 'Aucun cours', en: 'No course' },
    detail: {
      fr: 'La grille a ses en-têtes, mais aucune ligne de cours. Vérifiez que la bonne version a été enregistrée, puis envoyez-la de nouveau.',
      en: 'The grid has its headings but no course row. Check that the right version was saved, then send it again.',
    },
  },
};
