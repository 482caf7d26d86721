import type { Person } from './person.ts';

/** The sign-in page of the local stack: one button a person, no password. */

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const safe = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

const groupLabels: Readonly<Record<string, string>> = {
  agents: 'agent',
  coordinators: 'coordination',
  managers: 'gestion',
  admins: 'administration',
  'techno-pedagogues': 'Techno-pédagogues',
  technologues: 'Technologues',
};

const described = (person: Person): string => {
  const groups = person.groups.map((group) => groupLabels[group] ?? group);
  return [...(groups.length > 0 ? groups : ['personne requérante']), ...person.departments].join(' · ');
};

const style = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { margin: 0 auto; padding: 2rem 1rem; max-width: 40rem; }
  ul { list-style: none; padding: 0; display: grid; gap: 0.5rem; }
  button { width: 100%; min-height: 3rem; padding: 0.5rem 1rem; text-align: left; font: inherit; cursor: pointer; }
  button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
  strong, small { display: block; }
`;

/** The site's own mark, so that its tab is known again. */
const favicon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1d4f91"/><g fill="none" stroke="#fff" stroke-width="2.6"><path d="M9 21v-7a7 7 0 0 1 14 0v7"/><path d="M5.5 22.5h21" stroke-linecap="round"/></g><circle cx="16" cy="16.2" r="2.3" fill="#f4c95d"/></svg>',
)}`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="fr-CA">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${safe(title)}</title>
<link rel="icon" href="${favicon}">
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

/** A form with a button per person; pressing one signs in as that person. */
export const signInPage = (people: readonly Person[], action: string): string =>
  page(
    'Se connecter – Guichet local',
    `<h1>Se connecter</h1>
<p>Cette installation locale n’a pas de mot de passe. Choisissez la personne au nom de qui travailler.</p>
<form method="post" action="${safe(action)}">
<ul>
${people
  .map(
    (person) =>
      `<li><button name="person" value="${safe(person.username)}"><strong>${safe(person.name)}</strong>` +
      `<small>${safe(described(person))} · ${safe(person.email)}</small></button></li>`,
  )
  .join('\n')}
</ul>
</form>`,
  );

/** Said when a sign-in cannot go on, with what to do about it. */
export const troublePage = (reason: string): string =>
  page(
    'Connexion impossible – Guichet local',
    `<h1>Connexion impossible</h1>
<p>${safe(reason)}</p>
<p>Revenez à l’application et recommencez la connexion.</p>`,
  );
